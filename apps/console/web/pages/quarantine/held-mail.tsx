import { useId } from 'react';

import type { HeldMailJson } from '../../../src/api/machine-contract.ts';
import { problemText } from '../../api/client.ts';
import { useHeldMail } from '../../api/desk-queries.ts';
import { Icon } from '../../components/icon.tsx';
import { Instant } from '../../components/instant.tsx';
import { PlainText } from '../../components/plain-text.tsx';
import { Link } from '../../router.tsx';
import { useWords } from '../../words/use-words.ts';
import { Decision } from './decision.tsx';

interface HeldMailProps {
  readonly mail: HeldMailJson;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

export function HeldMail({ mail, isOpen, onToggle }: HeldMailProps) {
  const { frame, desk } = useWords();
  const words = desk.quarantine;
  const title = useId();
  return (
    <section className="panel held" aria-labelledby={title}>
      <header className="held-head">
        <div>
          <h2 id={title}>{mail.subject || frame.noSubject}</h2>
          <p className="quiet">{words.reasons[mail.reason]}</p>
        </div>
        <Instant at={mail.receivedAt} relative />
      </header>
      <dl className="held-facts">
        <dt>{words.from}</dt>
        <dd>
          {mail.fromName && <b>{mail.fromName} </b>}
          {mail.from ?? words.nobody}
        </dd>
        {mail.to.length > 0 && (
          <>
            <dt>{words.to}</dt>
            <dd>{mail.to.join(', ')}</dd>
          </>
        )}
        {mail.case && (
          <>
            <dt>{words.claims}</dt>
            <dd>
              <p>
                <Link href={`/cases/${encodeURIComponent(mail.case)}`}>{mail.case}</Link> {mail.caseSubject}
              </p>
            </dd>
          </>
        )}
        <dt>{words.why}</dt>
        <dd>
          <ul className="evidence-list">
            {mail.evidence.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </dd>
      </dl>
      {!isOpen && mail.excerpt && <p className="held-excerpt">{mail.excerpt}</p>}
      <button type="button" className="button" aria-expanded={isOpen} onClick={onToggle}>
        <Icon name="mail" />
        {isOpen ? frame.close : words.read}
        {!isOpen && mail.files > 0 && <span className="quiet">{words.files(mail.files)}</span>}
      </button>
      {isOpen && <Words id={mail.id} />}
      <Decision mail={mail} />
    </section>
  );
}

/** As text: whatever it would load or run stays in the original. */
function Words({ id }: { readonly id: string }) {
  const { frame, desk } = useWords();
  const words = desk.quarantine;
  const { data, error } = useHeldMail(id);
  if (error) return <p className="problem">{problemText(error, frame)}</p>;
  if (!data) return <p className="quiet" aria-busy="true" />;
  return (
    <div className="held-words">
      {data.text.trim() === '' ? (
        <p className="quiet">{words.noWords}</p>
      ) : (
        <PlainText text={data.text} quoteFrom={data.quoteFrom} />
      )}
      {data.attachments.length > 0 && (
        <ul className="plain-list">
          {data.attachments.map(({ name, type, size }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the files of one mail never change.
            <li key={index} className="fact-row">
              <b>{name ?? type}</b>
              <span>
                {type}, {Math.ceil(size / 1024)} kB
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className="quiet">
        {words.noHtml}{' '}
        <a href={`/mail/api/quarantine/${encodeURIComponent(id)}/raw`} download="mail.eml">
          {words.raw}
        </a>
      </p>
    </div>
  );
}
