import { useAudit, useOnCall } from '../api/practice-queries.ts';
import { useWords } from '../words/use-words.ts';
import { inWords } from '../words/words.ts';
import { useDesk } from './desk-context.tsx';
import { Icon } from './icon.tsx';
import { Instant } from './instant.tsx';

/** Who answers now by each rota, and who is next. */
export function OnCallPanel() {
  const words = useWords().practice.onCall;
  const { data } = useOnCall();
  if (!data) return undefined;
  return (
    <section className="panel" aria-labelledby="on-call">
      <h2 id="on-call">{words.title}</h2>
      {data.rotas.length === 0 && <p className="quiet">{words.none}</p>}
      <ul className="plain-list">
        {data.rotas.map(({ policy, rota, now, next }) => (
          <li key={`${policy} ${rota}`} className="fact-row">
            <b>{inWords(rota)}</b>
            <span>
              {words.now}: {now ? now.name : words.nobody}
              {now && (
                <>
                  {` ${words.until} `}
                  <Instant at={now.to} />
                </>
              )}
              {next && (
                <small>
                  {words.next}: {next.name} {words.from} <Instant at={next.from} />
                </small>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Who changed which setting; for leads. */
export function AuditPanel() {
  const { agent } = useDesk();
  const words = useWords().practice.audit;
  const { data } = useAudit(agent.role !== 'agent');
  if (!data) return undefined;
  return (
    <section className="panel">
      <details className="history">
        <summary>
          <h2>{words.title}</h2>
          <span className="quiet">{data.entries.length}</span>
          <Icon name="chevron" />
        </summary>
        <ol className="dated">
          {data.entries.map(({ at, by, what }) => (
            <li key={`${at} ${what}`}>
              <Instant at={at} />
              <span>
                {what} <span className="quiet">{by}</span>
              </span>
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}
