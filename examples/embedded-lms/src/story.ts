import { Temporal } from '@sla/core';

import { Database, type Tables } from './database.ts';
import { type Notice, Support } from './support.ts';

/** A platform with two schools, before anybody has asked anything. */
export const campus: Tables = {
  people: [
    { id: 'mia', name: 'Mia', school: 'Ashdown College' },
    { id: 'noor', name: 'Noor', school: 'Brook Academy' },
  ],
  courses: [{ id: 'bio-1', title: 'Biology I' }],
  cases: [],
};

export interface Step {
  readonly at: string;
  readonly what: string;
  readonly act: (support: Support, at: string) => void;
}

const sam = { by: 'agent:sam' } as const;

/** Two cases, from a Friday to a Tuesday. */
export const steps: readonly Step[] = [
  {
    at: '2026-11-20T15:30:00Z',
    what: 'Mia asks how grades are exported',
    act: (support, at) =>
      support.ask({ person: 'mia', course: 'bio-1', subject: 'Grades', text: 'How do I export them?' }, instant(at)),
  },
  {
    at: '2026-11-21T09:00:00Z',
    what: 'Noor cannot submit an exam',
    act: (support, at) =>
      support.ask(
        { person: 'noor', course: 'bio-1', subject: 'Exam', text: 'The button is grey.', impact: 'exam' },
        instant(at),
      ),
  },
  {
    at: '2026-11-21T09:07:00Z',
    what: 'Sam takes the call and answers',
    act: (support, at) =>
      support.record('Q-2', { type: 'alert-taken', at, step: 'call', ...sam }, { type: 'replied', at, ...sam }),
  },
  {
    at: '2026-11-21T09:30:00Z',
    what: 'the exam is open again',
    act: (support, at) =>
      support.record('Q-2', { type: 'replied', at, ...sam }, { type: 'resolved', at, ...sam, cause: 'exam window' }),
  },
  {
    at: '2026-11-23T10:45:00Z',
    what: 'Sam answers Mia and waits for her',
    act: (support, at) =>
      support.record(
        'Q-1',
        { type: 'replied', at, ...sam },
        { type: 'paused', at, ...sam, reason: 'awaiting-requester' },
      ),
  },
  {
    at: '2026-11-25T10:00:00Z',
    what: 'Mia says that it works',
    act: (support, at) =>
      support.record(
        'Q-1',
        { type: 'requester-replied', at, by: 'requester:mia' },
        { type: 'resumed', at, by: 'system' },
        { type: 'resolved', at, ...sam, cause: 'question' },
      ),
  },
];

/** Plays steps on a platform whose tables are in `file`, and prints what happens. The clock is the story's own. */
export function play(file: string, played: readonly Step[], print: (line: string) => void): Support {
  const tell = ({ case: number, what, to }: Notice) => print(`            ${to} hears of ${number}: ${what}`);
  const support = new Support(new Database(file, campus), tell);
  const [first] = played;
  let wake = first && support.tellWhatIsDue(instant(first.at));
  for (const { at, what, act } of played) {
    wake = passTime(support, wake, instant(at), print);
    print(`${shortly(at)}  ${what}`);
    act(support, at);
    wake = support.tellWhatIsDue(instant(at));
  }
  return support;
}

export function instant(text: string): Temporal.Instant {
  return Temporal.Instant.from(text);
}

/** A real platform sets one timer to the instant that it is told, and sets it anew after every event. */
function passTime(
  support: Support,
  from: Temporal.Instant | undefined,
  until: Temporal.Instant,
  print: (line: string) => void,
): Temporal.Instant | undefined {
  let wake = from;
  while (wake && wake.epochMilliseconds < until.epochMilliseconds) {
    print(`${shortly(wake.toString())}  (the timer)`);
    wake = support.tellWhatIsDue(wake);
  }
  return wake;
}

function shortly(at: string): string {
  return at.slice(5, 16).replace('T', ' ');
}
