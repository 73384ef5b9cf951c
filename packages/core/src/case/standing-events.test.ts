import { expect, test } from 'vitest';

import { story } from '../testing/story.ts';
import { readEvents } from './read-events.ts';
import { standingEvents } from './standing-events.ts';

const left = (text: string) =>
  standingEvents(readEvents(story(text))).map(({ event, quietUntilMs }) =>
    [event.type, event.id, quietUntilMs === undefined ? undefined : 'quiet'].filter(Boolean).join(' '),
  );

test.for([
  [
    'an undone event counts no longer',
    'mon 10:00 opened\nmon 10:10 replied #r\nmon 10:20 undone r',
    ['opened', 'undone'],
  ],
  [
    'one that was undone by mistake counts again',
    'mon 10:00 opened\nmon 10:10 replied #r\nmon 10:20 undone r #u\nmon 10:30 undone u',
    ['opened', 'replied r', 'undone'],
  ],
  [
    'only what came before can be undone',
    'mon 10:00 opened\nmon 10:10 undone r\nmon 10:20 replied #r',
    ['opened', 'undone', 'replied r'],
  ],
  [
    'the opening always counts',
    'mon 10:00 opened #o @m\nmon 10:10 undone o\nmon 10:20 split m',
    ['opened o', 'undone', 'split'],
  ],
  [
    'what came with a message that was split off counts no longer',
    'mon 10:00 opened\nmon 10:10 requester-replied @m\nmon 10:10 reopened @m\nmon 10:15 noted @n\nmon 10:20 split m',
    ['opened', 'noted', 'split'],
  ],
  [
    'an undone split takes nothing away',
    'mon 10:00 opened\nmon 10:10 replied #r @m\nmon 10:20 split m #s\nmon 10:30 undone s',
    ['opened', 'replied r', 'undone'],
  ],
  [
    'a merge that was undone leaves a quiet time',
    'mon 10:00 opened\nmon 10:10 merged C-2\nmon 10:20 unmerged',
    ['opened', 'merged quiet', 'unmerged'],
  ],
  [
    'a merge of a merged case goes with the first',
    'mon 10:00 opened\nmon 10:10 merged C-2\nmon 10:15 merged C-3\nmon 10:20 unmerged',
    ['opened', 'merged quiet', 'unmerged'],
  ],
  [
    'a later merge stands',
    'mon 10:00 opened\nmon 10:10 merged C-2\nmon 10:20 unmerged\nmon 10:30 merged C-3',
    ['opened', 'merged quiet', 'unmerged', 'merged'],
  ],
  [
    'a case that was released was never absorbed',
    'mon 10:00 opened\nmon 10:10 absorbed C-2 mon 09:00\nmon 10:15 absorbed C-3 mon 09:30\nmon 10:20 released C-2',
    ['opened', 'absorbed', 'released'],
  ],
] as const)('%s', ([, text, expected]) => {
  expect(left(text)).toEqual(expected);
});
