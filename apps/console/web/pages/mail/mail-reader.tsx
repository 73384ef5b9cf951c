import type { CaughtMailDetailJson, MailPartyJson } from '../../../src/api/contract.ts';
import { problemText } from '../../api/client.ts';
import { useCaughtMail } from '../../api/queries.ts';
import { Icon } from '../../components/icon.tsx';
import { Instant } from '../../components/instant.tsx';
import { PlainText } from '../../components/plain-text.tsx';
import { Link } from '../../router.tsx';
import { useWords } from '../../words/use-words.ts';
import { CustomerReply } from './customer-reply.tsx';

interface MailReaderProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** One mail as its recipient reads it. What the desk sent can be answered. */
export function MailReader({ id, onClose }: MailReaderProps) {
  const mail = useCaughtMail(id);
  const words = useWords();
  if (mail.error) return <p className="problem">{problemText(mail.error, words.frame)}</p>;
  if (!mail.data || mail.isPlaceholderData) return <div className="mail-reader" aria-busy="true" />;
  return (
    <article className="mail-reader" aria-label={mail.data.subject}>
      <button type="button" className="crumb mail-back" onClick={onClose}>
        <Icon name="back" />
        {words.mail.back}
      </button>
      <MailHead mail={mail.data} />
      <PlainText text={mail.data.text} quoteFrom={mail.data.quoteFrom} />
      <MailHeaders headers={mail.data.headers} />
      {mail.data.direction === 'out' && mail.data.purpose !== 'notice' && <CustomerReply mail={mail.data} />}
    </article>
  );
}

function MailHead({ mail }: { readonly mail: CaughtMailDetailJson }) {
  const { frame, mail: words } = useWords();
  return (
    <header className="mail-head">
      <h2>{mail.subject || frame.noSubject}</h2>
      <p className="mail-route">
        <span>
          {words.from} <Party party={mail.from} />
          {` ${words.to} `}
          {mail.to.map((party, index) => (
            <span key={party.address}>
              {index > 0 && ', '}
              <Party party={party} />
            </span>
          ))}
        </span>
        <Instant at={mail.at} />
      </p>
      {mail.caseNumber && (
        <Link className="button small" href={`/cases/${mail.caseNumber}`}>
          {words.open(mail.caseNumber)}
        </Link>
      )}
    </header>
  );
}

function Party({ party }: { readonly party: MailPartyJson }) {
  return (
    <>
      <b>{party.name || party.address}</b>
      {party.name && ` <${party.address}>`}
    </>
  );
}

function MailHeaders({ headers }: { readonly headers: CaughtMailDetailJson['headers'] }) {
  const words = useWords().mail;
  return (
    <details className="evidence">
      <summary>{words.headers}</summary>
      <dl className="headers">
        {headers.map((header, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a mail's headers never change places.
          <div key={index}>
            <dt>{header.name}</dt>
            <dd>{header.value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
