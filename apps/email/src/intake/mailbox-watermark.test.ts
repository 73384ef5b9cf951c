import { Temporal } from '@sla/core';
import { expect, it } from 'vitest';

import { nextLook } from './mailbox-watermark.ts';

const now = Temporal.Instant.from('2026-11-23T12:00:00Z');
const startedAt = Temporal.Instant.from('2026-11-01T00:00:00Z');
const mark = { uidValidity: '7', lastUid: 41, startedAt };

it.each([
  ['a folder never seen: its last two weeks', undefined, '7', { kind: 'first', since: '2026-11-09T12:00:00Z' }],
  ['a folder known: what is above the mark', mark, '7', { kind: 'after', uid: 41 }],
  ['a folder renumbered: all since the start', mark, '8', { kind: 'again', since: '2026-11-01T00:00:00Z' }],
] as const)('%s', (_, known, uidValidity, expected) => {
  const look = nextLook(known, { uidValidity, uidNext: 50 }, now);
  expect(JSON.parse(JSON.stringify(look))).toEqual(expected);
});
