import type { DeskHealthJson } from '../../src/api/contract.ts';
import { problemText } from '../api/client.ts';
import { useDeskHealth, useSendAgain, useSkip } from '../api/queries.ts';
import { useAnnounce } from '../components/announcer.tsx';
import { useDesk } from '../components/desk-context.tsx';
import { Icon } from '../components/icon.tsx';
import { Instant } from '../components/instant.tsx';
import { OnCallPanel } from '../components/on-call-panel.tsx';
import { useTitle } from '../components/use-title.ts';
import { Link } from '../router.tsx';
import { useWords } from '../words/use-words.ts';

/** What an agent should know of the desk itself: what could not be sent, and where mail comes from. */
export function HealthPage() {
  const words = useWords().frame;
  useTitle(words.health);
  const health = useDeskHealth();
  const { desk } = useDesk();
  return (
    <div className="page narrow" aria-busy={health.isPending}>
      <header className="page-head">
        <h1>{words.health}</h1>
      </header>
      {health.error && <p className="problem">{problemText(health.error, words)}</p>}
      {health.data && (
        <>
          <DeadLetters letters={health.data.deadLetters} />
          {health.data.waitingFeed.length > 0 && <WaitingFeed entries={health.data.waitingFeed} />}
          <OnCallPanel />
          {health.data.chats.length > 0 && <Chats chats={health.data.chats} />}
          <section className="panel" aria-labelledby="mailboxes">
            <h2 id="mailboxes">{words.deskHealth.mailboxes}</h2>
            <ul className="plain-list">
              {desk.smtpIntake && (
                <li className="fact-row">
                  <b>{words.deskHealth.intake}</b>
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
              <p className="quiet">{words.deskHealth.noMailbox}</p>
            )}
          </section>
        </>
      )}
    </div>
  );
}

function Chats({ chats }: Pick<DeskHealthJson, 'chats'>) {
  const words = useWords().frame.deskHealth;
  return (
    <section className="panel" aria-labelledby="chats">
      <h2 id="chats">{words.chats}</h2>
      <ul className="plain-list">
        {chats.map(({ name, troubles }) => (
          <li key={name} className="fact-row">
            <b>{name}</b>
            <span>
              {troubles.length === 0 && words.connected}
              {troubles.map((trouble) => (
                <span key={trouble} className="error-text">
                  {trouble}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function DeadLetters({ letters }: { readonly letters: DeskHealthJson['deadLetters'] }) {
  const words = useWords().frame.deskHealth;
  return (
    <section className="panel" aria-labelledby="dead-letters">
      <h2 id="dead-letters">{words.letters}</h2>
      {letters.length === 0 ? (
        <p className="quiet with-icon">
          <Icon name="check" /> {words.none}
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

function WaitingFeed({ entries }: { readonly entries: DeskHealthJson['waitingFeed'] }) {
  const words = useWords().frame.deskHealth;
  return (
    <section className="panel" aria-labelledby="waiting-feed">
      <h2 id="waiting-feed">{words.feed}</h2>
      <p className="quiet">{words.feedNote}</p>
      <ul className="plain-list">
        {entries.map((entry) => (
          <WaitingEntry key={entry.id} entry={entry} />
        ))}
      </ul>
    </section>
  );
}

function WaitingEntry({ entry }: { readonly entry: DeskHealthJson['waitingFeed'][number] }) {
  const skipping = useSkip();
  const words = useWords().frame;
  const announce = useAnnounce();
  const skip = () => skipping.mutate(entry.id, { onSuccess: () => announce(words.deskHealth.skipped) });
  return (
    <li className="dead-letter">
      <div>
        <p>
          {entry.case && (
            <b>
              <Link href={`/cases/${entry.case}`}>{entry.case}</Link>
            </b>
          )}
          <span className="quiet">
            {' '}
            <Instant at={entry.at} relative />, {words.deskHealth.tries(entry.tries)}
          </span>
        </p>
        <p className="error-text">{entry.error}</p>
        {skipping.error && (
          <p className="problem" role="alert">
            {problemText(skipping.error, words)}
          </p>
        )}
      </div>
      <button type="button" className="button" onClick={skip} disabled={skipping.isPending}>
        {words.deskHealth.skip}
      </button>
    </li>
  );
}

function DeadLetter({ letter }: { readonly letter: DeskHealthJson['deadLetters'][number] }) {
  const again = useSendAgain();
  const words = useWords().frame;
  const announce = useAnnounce();
  const send = () => again.mutate(letter.id, { onSuccess: () => announce(words.deskHealth.revived) });
  return (
    <li className="dead-letter">
      <div>
        <p>
          <b>{letter.destination}</b>
          {letter.case && (
            <>
              {` ${words.deskHealth.forCase} `}
              <Link href={`/cases/${letter.case}`}>{letter.case}</Link>
            </>
          )}
          <span className="quiet">
            , {words.deskHealth.givenUp} <Instant at={letter.at} relative />
          </span>
        </p>
        <p className="error-text">{letter.error}</p>
        {again.error && (
          <p className="problem" role="alert">
            {problemText(again.error, words)}
          </p>
        )}
      </div>
      <button type="button" className="button" onClick={send} disabled={again.isPending}>
        <Icon name="again" />
        {words.deskHealth.again}
      </button>
    </li>
  );
}
