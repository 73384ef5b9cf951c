import type { HappeningJson } from '../../../src/api/contract.ts';
import { Icon } from '../../components/icon.tsx';
import { Instant } from '../../components/instant.tsx';
import { useWords } from '../../words/use-words.ts';
import type { Act } from './case-header.tsx';

interface HistoryProps {
  readonly history: readonly HappeningJson[];
  readonly busy: boolean;
  readonly onAct: Act;
}

export function History({ history, busy, onAct }: HistoryProps) {
  const words = useWords().case;
  return (
    <section className="panel">
      <details className="history">
        <summary>
          <h2>{words.history}</h2>
          <span className="quiet">{history.length}</span>
          <Icon name="chevron" />
        </summary>
        <ol className="dated">
          {history.map((each, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: happenings are only ever added at the end.
            <li key={index} data-kind={each.kind}>
              <Instant at={each.at} />
              <span>
                {each.sentence}
                {each.by && <span className="quiet"> {each.by}</span>}
                {each.undo !== undefined && (
                  <>
                    {' '}
                    <button
                      type="button"
                      className="fact-button"
                      disabled={busy}
                      onClick={() => onAct('undo', { event: each.undo }, words.undone)}
                    >
                      {words.undo}
                      <span className="visually-hidden">: {each.sentence}</span>
                    </button>
                  </>
                )}
              </span>
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}
