import { useState } from 'react';

import type { CaseJson } from '../../../src/api/contract.ts';
import type { ClockChangeJson, ClockStandJson, ReplayStepJson } from '../../../src/api/machine-contract.ts';
import { problemText } from '../../api/client.ts';
import { useReplay } from '../../api/desk-queries.ts';
import { usePlace } from '../../components/desk-context.tsx';
import { TickField } from '../../components/fields.tsx';
import { Icon } from '../../components/icon.tsx';
import { Instant } from '../../components/instant.tsx';
import { useNow } from '../../time/use-now.ts';
import { formatNear } from '../../time/zone.ts';
import { useWords } from '../../words/use-words.ts';
import type { Words } from '../../words/words.ts';

/** How the clocks came to stand where they do: what each event moved, worked out anew. */
export function Replay({ data }: { readonly data: CaseJson }) {
  const { frame, desk } = useWords();
  const words = desk.replay;
  const [isOpen, setOpen] = useState(false);
  const [onlyMoves, setOnlyMoves] = useState(true);
  const { data: answer, error } = useReplay(data.card.number, data.card.version, isOpen);
  const steps = answer?.steps.filter(({ changes }) => !onlyMoves || changes.length > 0);
  return (
    <details className="replay" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="chevron" />
        <span>
          <b>{words.title}</b> {words.text}
        </span>
      </summary>
      {isOpen && (
        <div className="replay-body" aria-busy={!answer && !error}>
          <TickField label={words.onlyMoves} checked={onlyMoves} onChange={setOnlyMoves} />
          {error && <p className="problem">{problemText(error, frame)}</p>}
          <ol className="replay-steps">
            {steps?.map((step, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever added at the end.
              <Step key={index} step={step} />
            ))}
          </ol>
        </div>
      )}
    </details>
  );
}

function Step({ step }: { readonly step: ReplayStepJson }) {
  const words = useWords().desk.replay;
  const place = usePlace();
  const now = useNow(60_000);
  return (
    <li data-kind={step.type === 'time' ? 'time' : 'event'}>
      <Instant at={step.at} />
      <div>
        <p>{step.sentence}</p>
        {step.changes.length === 0 ? (
          <p className="quiet">{words.quiet}</p>
        ) : (
          <ul>
            {step.changes.map((change) => (
              <li key={`${change.clock} ${change.cycle}`} data-risk={isMiss(change) ? 'missed' : undefined}>
                <b>{change.label}</b> {changeInWords(change, words, (at) => formatNear(Date.parse(at), now, place))}
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

function isMiss({ before, after }: ClockChangeJson): boolean {
  return before?.breachedAt === undefined && after?.breachedAt !== undefined;
}

/** One change in a few words: "due 14:00 → 16:00", "met", "starts, due 14:00". */
function changeInWords(
  { before, after }: ClockChangeJson,
  words: Words['desk']['replay'],
  time: (at: string) => string,
): string {
  if (!after) return words.gone;
  if (!before) return after.dueAt ? words.starts(time(after.dueAt)) : words.startsUndated;
  if (after.status !== before.status) return statusInWords(before, after, words, time);
  if (after.breachedAt && !before.breachedAt) return words.isOverdue;
  if (after.dueAt && before.dueAt) return words.due(time(before.dueAt), time(after.dueAt));
  return after.dueAt ? words.nowDue(time(after.dueAt)) : words.startsUndated;
}

function statusInWords(
  before: ClockStandJson,
  after: ClockStandJson,
  words: Words['desk']['replay'],
  time: (at: string) => string,
): string {
  switch (after.status) {
    case 'met':
      return words.isMet;
    case 'missed':
      return words.isMissed;
    case 'cancelled':
      return words.isCancelled;
    case 'paused':
      return words.isPaused;
    case 'running': {
      const due = after.dueAt && after.dueAt !== before.dueAt ? `, ${words.nowDue(time(after.dueAt))}` : '';
      return `${words.goesOn}${due}`;
    }
  }
}
