import { useState } from 'react';

import type { CaseJson, LedgerJson } from '../../../src/api/contract.ts';
import type { ClockChangeJson, ClockStandJson } from '../../../src/api/machine-contract.ts';
import { problemText } from '../../api/client.ts';
import { useWhatIf, type WhatIfAsked } from '../../api/desk-queries.ts';
import { useDesk } from '../../components/desk-context.tsx';
import { SelectField } from '../../components/fields.tsx';
import { Icon } from '../../components/icon.tsx';
import { Instant } from '../../components/instant.tsx';
import { formatSpan } from '../../time/words.ts';
import { useWords } from '../../words/use-words.ts';
import { inWords } from '../../words/words.ts';

/** What the deadlines would be with another priority, another policy or a pause. */
export function WhatIf({ data }: { readonly data: CaseJson }) {
  const { card, policy } = data;
  const { frame, desk } = useWords();
  const words = desk.whatIf;
  const { policies } = useDesk();
  const [priority, setPriority] = useState('');
  const [pause, setPause] = useState('');
  const [moved, setMoved] = useState('');
  const target = policies.find(({ id }) => id === moved) ?? policy;
  const others = policies.filter(({ id, version }) => id !== policy.id || version !== policy.version);
  const asked = askedFor(priority, moved, pause);
  const { data: answer, error } = useWhatIf(card.number, card.version, asked);
  const isAsked = Object.keys(asked).length > 0;
  const asIs = { value: '', title: words.asIs };
  return (
    <details className="what-if">
      <summary>
        <Icon name="chevron" />
        <span>
          <b>{words.title}</b> {words.text}
        </span>
      </summary>
      <div className="what-if-body">
        <div className="what-if-fields">
          <SelectField
            label={words.priority}
            value={priority}
            onChange={setPriority}
            options={[asIs, ...target.priorities.map(({ name, title }) => ({ value: name, title }))]}
          />
          <SelectField
            label={words.pause}
            value={pause}
            onChange={setPause}
            options={[
              asIs,
              ...target.pauseReasons.flatMap((reason) =>
                Object.entries(words.lengths).map(([length, title]) => ({
                  value: `${length} ${reason}`,
                  title: words.waits(inWords(reason), title),
                })),
              ),
            ]}
          />
          {others.length > 0 && (
            <SelectField
              label={words.policy}
              value={moved}
              onChange={(next) => {
                setMoved(next);
                setPriority('');
                setPause('');
              }}
              options={[
                asIs,
                ...others.map(({ id, title, version }) => ({ value: id, title: words.newest(title, version) })),
              ]}
            />
          )}
        </div>
        {error && isAsked && (
          <p className="problem" role="alert">
            {problemText(error, frame)}
          </p>
        )}
        {answer && isAsked && <Changes changes={answer.changes} ledgers={answer.ledgers} />}
      </div>
    </details>
  );
}

function askedFor(priority: string, policy: string, pause: string): WhatIfAsked {
  const [length = '', reason = ''] = pause.split(' ');
  return {
    ...(priority !== '' && { priority }),
    ...(policy !== '' && { policy }),
    ...(pause !== '' && { pause: { reason, for: length } }),
  };
}

interface ChangesProps {
  readonly changes: readonly ClockChangeJson[];
  readonly ledgers: readonly LedgerJson[];
}

/** Clocks that had ended before are left out, unless this would change them. */
function Changes({ changes, ledgers }: ChangesProps) {
  const words = useWords().desk.whatIf;
  const shown = changes.filter(({ before, after }) => isOpen(before) || isOpen(after) || differ(before, after));
  const isChanged = new Set(shown.filter(({ before, after }) => differ(before, after)).map(({ clock }) => clock));
  const labels = new Map(changes.map(({ clock, label }) => [clock, label]));
  const sentences = ledgers.filter(({ clock, cycle }) =>
    shown.some((change) => change.clock === clock && change.cycle === cycle && isChanged.has(clock)),
  );
  return (
    <div className="sheet" aria-live="polite">
      <table>
        <thead>
          <tr>
            <th scope="col">{words.promise}</th>
            <th scope="col">{words.now}</th>
            <th scope="col">{words.wouldBe}</th>
            <th scope="col">{words.difference}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((change) => (
            <tr key={`${change.clock} ${change.cycle}`}>
              <th scope="row">{change.label}</th>
              <td>
                <Stand stand={change.before} />
              </td>
              <td>
                <Stand stand={change.after} />
              </td>
              <td data-risk={isNewMiss(change.before, change.after) ? 'missed' : undefined}>
                <Difference change={change} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {sentences.length > 0 && (
        <>
          <h3>{words.why}</h3>
          <ul className="what-if-why">
            {sentences.map(({ clock, cycle, sentence }) => (
              <li key={`${clock} ${cycle}`}>
                <b>{labels.get(clock)}</b> {sentence}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Stand({ stand }: { readonly stand: ClockStandJson | undefined }) {
  const words = useWords().desk.whatIf;
  if (!stand) return words.none;
  if (stand.status === 'running' && stand.dueAt) return <Instant at={stand.dueAt} />;
  return (
    <>
      {stand.status === 'running' ? words.undated : words.ended[stand.status]}
      {stand.dueAt && (
        <>
          , <Instant at={stand.dueAt} />
        </>
      )}
    </>
  );
}

function Difference({ change: { before, after } }: { readonly change: ClockChangeJson }) {
  const { desk, time } = useWords();
  const words = desk.whatIf;
  if (!before) return words.appears;
  if (!after) return words.ends;
  if (isNewMiss(before, after)) return words.missed;
  const moved = before.dueAt && after.dueAt ? Date.parse(after.dueAt) - Date.parse(before.dueAt) : 0;
  if (moved !== 0) return moved > 0 ? words.later(formatSpan(moved, time)) : words.sooner(formatSpan(moved, time));
  return before.status === after.status ? words.same : words.ended[after.status];
}

function isOpen(stand: ClockStandJson | undefined): boolean {
  return stand?.status === 'running' || stand?.status === 'paused';
}

function differ(before: ClockStandJson | undefined, after: ClockStandJson | undefined): boolean {
  return JSON.stringify(before) !== JSON.stringify(after);
}

function isNewMiss(before: ClockStandJson | undefined, after: ClockStandJson | undefined): boolean {
  return before?.breachedAt === undefined && after?.breachedAt !== undefined;
}
