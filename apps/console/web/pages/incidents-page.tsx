import { useState } from 'react';

import type { IncidentJson } from '../../src/api/practice-contract.ts';
import { problemText } from '../api/client.ts';
import { useIncidentCommand, useIncidents } from '../api/practice-queries.ts';
import { useAnnounce } from '../components/announcer.tsx';
import { TextField, TickField } from '../components/fields.tsx';
import { Instant } from '../components/instant.tsx';
import { useTitle } from '../components/use-title.ts';
import { Link } from '../router.tsx';
import { newKey } from '../storage.ts';
import { useWords } from '../words/use-words.ts';

/** Disturbances behind several cases, and one word to everybody hit. */
export function IncidentsPage() {
  const { frame, practice } = useWords();
  const words = practice.incidents;
  const { data, error, isPending } = useIncidents();
  useTitle(words.page);
  return (
    <div className="page narrow" aria-busy={isPending}>
      <header className="page-head">
        <h1>{words.page}</h1>
        <a className="button" href="/status">
          {words.statusPage}
        </a>
      </header>
      {error && <p className="problem">{problemText(error, frame)}</p>}
      {data?.incidents.length === 0 && <p className="quiet">{words.none}</p>}
      {data && lastingFirst(data.incidents).map((incident) => <Incident key={incident.id} incident={incident} />)}
    </div>
  );
}

function lastingFirst(incidents: readonly IncidentJson[]): readonly IncidentJson[] {
  return incidents.toSorted((one, other) => Number(one.endedAt !== undefined) - Number(other.endedAt !== undefined));
}

function Incident({ incident }: { readonly incident: IncidentJson }) {
  const words = useWords().practice.incidents;
  const { id, title, openedAt, endedAt, cases, organisations, owesPublication, publications } = incident;
  return (
    <section className="panel incident" aria-labelledby={id}>
      <h2 id={id}>
        {id} {title}
      </h2>
      <p>
        {endedAt === undefined ? (
          <>
            <span className="state-chip lasts">{words.running}</span> {words.since} <Instant at={openedAt} />
          </>
        ) : (
          <>
            {words.over} <Instant at={endedAt} />
          </>
        )}
        {organisations.length > 0 && <> · {organisations.join(', ')}</>}
      </p>
      {owesPublication && <p className="problem">{words.owes}</p>}
      <ul className="links" aria-label={words.cases}>
        {cases.map((number) => (
          <li key={number}>
            <Link href={`/cases/${encodeURIComponent(number)}`}>{number}</Link>
          </li>
        ))}
      </ul>
      {publications.length > 0 && (
        <ol className="dated" aria-label={words.published}>
          {publications.map(({ at, text }) => (
            <li key={at}>
              <Instant at={at} />
              <span>{text}</span>
            </li>
          ))}
        </ol>
      )}
      {endedAt === undefined && <News id={id} owes={owesPublication} />}
    </section>
  );
}

function News({ id, owes }: { readonly id: string; readonly owes: boolean }) {
  const { frame, practice } = useWords();
  const words = practice.incidents;
  const [text, setText] = useState('');
  const [publish, setPublish] = useState(owes);
  const [workaround, setWorkaround] = useState(false);
  const [key, setKey] = useState(newKey);
  const sending = useIncidentCommand();
  const announce = useAnnounce();
  const send = (command: 'inform' | 'end') =>
    sending.mutate(
      { path: `${id}/${command}`, body: { text, publish, key, ...(command === 'inform' && { workaround }) } },
      {
        onSuccess: ({ told }) => {
          announce(words.told(told?.length ?? 0));
          setText('');
          setKey(newKey());
        },
      },
    );
  const isIdle = sending.isPending || text.trim() === '';
  return (
    <form
      className="incident-news"
      onSubmit={(event) => {
        event.preventDefault();
        send('inform');
      }}
    >
      <TextField label={words.text} value={text} onChange={setText} rows={3} required />
      <TickField label={words.publish} checked={publish} onChange={setPublish} />
      <TickField label={words.workaround} checked={workaround} onChange={setWorkaround} />
      {sending.error && (
        <p className="problem" role="alert">
          {problemText(sending.error, frame)}
        </p>
      )}
      <p className="related-buttons">
        <button type="submit" className="button primary" disabled={isIdle}>
          {words.send}
        </button>
        <button type="button" className="button" disabled={isIdle} onClick={() => send('end')}>
          {words.end}
        </button>
      </p>
    </form>
  );
}
