import type { DeskHealthJson } from '../../src/api/contract.ts';
import { problemText } from '../api/client.ts';
import { useDeskHealth, useSendAgain } from '../api/queries.ts';
import { useAnnounce } from '../components/announcer.tsx';
import { useDesk } from '../components/desk-context.tsx';
import { Icon } from '../components/icon.tsx';
import { Instant } from '../components/instant.tsx';
import { useTitle } from '../components/use-title.ts';
import { Link } from '../router.tsx';

/** What an agent should know of the desk itself: what could not be sent, and where mail comes from. */
export function HealthPage() {
  useTitle('Desk health');
  const health = useDeskHealth();
  const { desk } = useDesk();
  return (
    <div className="page narrow" aria-busy={health.isPending}>
      <header className="page-head">
        <h1>Desk health</h1>
      </header>
      {health.error && <p className="problem">{problemText(health.error)}</p>}
      {health.data && (
        <>
          <DeadLetters letters={health.data.deadLetters} />
          <section className="panel" aria-labelledby="mailboxes">
            <h2 id="mailboxes">Where mail comes in</h2>
            <ul className="plain-list">
              {desk.smtpIntake && (
                <li className="fact-row">
                  <b>SMTP intake</b>
                  <span>{desk.smtpIntake}</span>
                </li>
              )}
              {health.data.mailboxes.map((mailbox) => (
                <li key={mailbox.id} className="fact-row">
                  <b>{mailbox.address}</b>
                  <span>
                    {mailbox.state}
                    {mailbox.detail && <small>{mailbox.detail}</small>}
                  </span>
                </li>
              ))}
            </ul>
            {health.data.mailboxes.length === 0 && !desk.smtpIntake && (
              <p className="quiet">No mailbox is connected yet: name one in the desk’s configuration file.</p>
            )}
          </section>
        </>
      )}
    </div>
  );
}

function DeadLetters({ letters }: { readonly letters: DeskHealthJson['deadLetters'] }) {
  return (
    <section className="panel" aria-labelledby="dead-letters">
      <h2 id="dead-letters">What could not be sent</h2>
      {letters.length === 0 ? (
        <p className="quiet with-icon">
          <Icon name="check" /> Everything has gone out.
        </p>
      ) : (
        <ul className="plain-list">
          {letters.map((letter) => (
            <DeadLetter key={letter.id} letter={letter} />
          ))}
        </ul>
      )}
    </section>
  );
}

function DeadLetter({ letter }: { readonly letter: DeskHealthJson['deadLetters'][number] }) {
  const again = useSendAgain();
  const announce = useAnnounce();
  const send = () => again.mutate(letter.id, { onSuccess: () => announce('Put back in the outbox') });
  return (
    <li className="dead-letter">
      <div>
        <p>
          <b>{letter.destination}</b>
          {letter.case && (
            <>
              {' for '}
              <Link href={`/cases/${letter.case}`}>{letter.case}</Link>
            </>
          )}
          <span className="quiet">
            , given up <Instant at={letter.at} relative />
          </span>
        </p>
        <p className="error-text">{letter.error}</p>
        {again.error && (
          <p className="problem" role="alert">
            {problemText(again.error)}
          </p>
        )}
      </div>
      <button type="button" className="button" onClick={send} disabled={again.isPending}>
        <Icon name="again" />
        Send again
      </button>
    </li>
  );
}
