import { type CaseEvent, type Effect, evaluate, Temporal } from '@sla/core';
import { describe, expect, test } from 'vitest';

import { catalogueFor } from './catalogue/catalogue-for.ts';
import { sentenceOfEvent } from './catalogue/sentences.ts';
import { speechOf } from './speech.ts';
import { policy } from './testing/test-desk.ts';

const at = Temporal.Instant.from('2026-11-23T10:00:00Z');
const opened = { type: 'opened', at, id: 'e1', channel: 'email', priority: 'critical', by: 'requester:maria' } as const;

const view = {
  now: at,
  requester: { id: 'maria', email: 'maria@ashdown.example', name: 'Maria Sánchez' },
  messages: [],
  policy,
  events: [{ ...opened, id: 'e1', position: 1 }],
  sla: evaluate(policy, [opened], at),
};

function speech(language: string) {
  const words = catalogueFor(language);
  const say = speechOf(view, {
    reader: { language, timeZone: 'Europe/Berlin' },
    agents: [
      { id: 'ann', name: 'Ann Lee', email: 'ann@desk.example', role: 'agent', teams: [] },
      { id: 'ben', name: 'Ben Ode', email: 'ben@desk.example', role: 'agent', teams: [] },
    ],
    teams: [{ id: 'platform', name: 'Platform engineers' }],
  });
  return { words, say };
}

type Given = CaseEvent extends infer Each ? (Each extends CaseEvent ? Omit<Each, 'at'> : never) : never;

const EVENTS: readonly (readonly [event: Given, english: string, german: string])[] = [
  [
    { type: 'opened', channel: 'email', by: 'requester:maria' },
    'Maria Sánchez opened the case by mail.',
    'Maria Sánchez hat den Fall per E-Mail eröffnet.',
  ],
  [
    { type: 'opened', channel: 'lms' },
    'The desk opened the case through lms.',
    'Das System hat den Fall über lms eröffnet.',
  ],
  [
    { type: 'prioritised', priority: 'critical', by: 'agent:ann' },
    'Ann Lee set the priority to Critical.',
    'Ann Lee hat die Priorität Critical gesetzt.',
  ],
  [
    { type: 'prioritised', priority: 'gone', reason: 'a test.', by: 'agent:gone' },
    'Gone set the priority to gone: a test.',
    'Gone hat die Priorität gone gesetzt: a test.',
  ],
  [
    { type: 'policy-moved', policy: 'gold', version: 2, by: 'agent:ann' },
    'Ann Lee moved the case to policy gold, version 2.',
    'Ann Lee hat den Fall der Vereinbarung gold, Version 2, unterstellt.',
  ],
  [
    { type: 'acknowledged', by: 'system', automatic: true },
    'The desk sent the automatic receipt.',
    'Das System hat die automatische Eingangsbestätigung gesendet.',
  ],
  [{ type: 'acknowledged', by: 'agent:ann' }, 'Ann Lee acknowledged the case.', 'Ann Lee hat den Eingang bestätigt.'],
  [
    { type: 'assigned', to: 'agent:ann', by: 'agent:ann' },
    'Ann Lee claimed the case.',
    'Ann Lee hat den Fall übernommen.',
  ],
  [
    { type: 'assigned', to: 'agent:ben', team: 'platform', by: 'agent:ann' },
    'Ann Lee assigned the case to Ben Ode, Platform engineers.',
    'Ann Lee hat den Fall zugewiesen: Ben Ode, Platform engineers.',
  ],
  [
    { type: 'assigned', by: 'agent:ann' },
    'Ann Lee took the assignee off the case.',
    'Ann Lee hat die Zuweisung aufgehoben.',
  ],
  [{ type: 'replied', by: 'agent:ann' }, 'Ann Lee replied.', 'Ann Lee hat geantwortet.'],
  [{ type: 'noted', by: 'agent:ann' }, 'Ann Lee added a note.', 'Ann Lee hat eine Notiz hinzugefügt.'],
  [{ type: 'requester-replied', by: 'requester:maria' }, 'Maria Sánchez wrote.', 'Maria Sánchez hat geschrieben.'],
  [
    { type: 'no-reply-needed', by: 'agent:ann', reason: 'only thanks' },
    'Ann Lee decided that no reply is needed: only thanks.',
    'Ann Lee hat entschieden, dass keine Antwort nötig ist: only thanks.',
  ],
  [{ type: 'updated', by: 'agent:ann' }, 'Ann Lee sent an update.', 'Ann Lee hat einen Zwischenstand gesendet.'],
  [
    { type: 'estimated', by: 'agent:ann', fixBy: '2026-11-23T15:00:00Z' },
    'Ann Lee expects a fix by Mon 23 Nov, 16:00 (Europe/Berlin).',
    'Ann Lee rechnet mit der Lösung bis Mo., 23. Nov., 16:00 (Europe/Berlin).',
  ],
  [
    { type: 'flagged', by: 'agent:ann', flag: 'cannot-fix' },
    'Ann Lee flagged the case: cannot fix.',
    'Ann Lee hat den Fall markiert: cannot fix.',
  ],
  [
    { type: 'delayed', by: 'agent:ann', reason: 'a part', every: '2 hours' },
    'Ann Lee announced a delay: a part. Updates follow every 2 hours.',
    'Ann Lee hat eine Verzögerung angekündigt: a part. Zwischenstände folgen alle 2 hours.',
  ],
  [{ type: 'diagnosed', by: 'agent:ann' }, 'Ann Lee found the cause.', 'Ann Lee hat die Ursache gefunden.'],
  [{ type: 'workaround-given', by: 'agent:ann' }, 'Ann Lee gave a workaround.', 'Ann Lee hat eine Umgehung genannt.'],
  [
    { type: 'milestone', name: 'service-back', by: 'agent:ann' },
    'Ann Lee reached the milestone service back.',
    'Ann Lee hat den Meilenstein service back erreicht.',
  ],
  [
    { type: 'paused', reason: 'awaiting-vendor', by: 'agent:ann' },
    'Ann Lee paused the case: awaiting vendor.',
    'Ann Lee hat den Fall angehalten: awaiting vendor.',
  ],
  [{ type: 'resumed', by: 'system' }, 'The desk resumed the case.', 'Das System hat den Fall fortgesetzt.'],
  [
    { type: 'escalated', to: 'L2', by: 'agent:ann', reason: 'too deep' },
    'Ann Lee escalated the case to L2: too deep.',
    'Ann Lee hat den Fall an L2 eskaliert: too deep.',
  ],
  [
    { type: 'status-published', incident: 'I-7', by: 'agent:ann' },
    'Ann Lee published incident I-7 on the status page.',
    'Ann Lee hat die Störung I-7 auf der Statusseite veröffentlicht.',
  ],
  [
    { type: 'resolved', by: 'agent:ann', cause: 'memory' },
    'Ann Lee resolved the case: memory.',
    'Ann Lee hat den Fall gelöst: memory.',
  ],
  [
    { type: 'reopened', by: 'requester:maria' },
    'Maria Sánchez reopened the case.',
    'Maria Sánchez hat den Fall wieder geöffnet.',
  ],
  [{ type: 'closed', by: 'system' }, 'The desk closed the case.', 'Das System hat den Fall geschlossen.'],
  [
    { type: 'deferred', by: 'agent:ann', reason: 'a wish' },
    'Ann Lee deferred the case: a wish.',
    'Ann Lee hat den Fall zurückgestellt: a wish.',
  ],
  [
    { type: 'merged', into: 'C-1', by: 'agent:ann' },
    'Ann Lee merged the case into C-1.',
    'Ann Lee hat den Fall mit C-1 zusammengeführt.',
  ],
  [
    { type: 'unmerged', by: 'agent:ann' },
    'Ann Lee took the case out of the merger again.',
    'Ann Lee hat den Fall wieder herausgelöst.',
  ],
  [
    { type: 'absorbed', from: 'C-2', openedAt: at, by: 'agent:ann' },
    'Ann Lee merged C-2 into this case.',
    'Ann Lee hat C-2 in diesen Fall aufgenommen.',
  ],
  [
    { type: 'released', from: 'C-2', by: 'agent:ann' },
    'Ann Lee took C-2 out of this case again.',
    'Ann Lee hat C-2 wieder aus diesem Fall gelöst.',
  ],
  [
    { type: 'split', into: 'C-3', messages: ['m1', 'm2'], by: 'agent:ann' },
    'Ann Lee moved 2 messages to C-3.',
    'Ann Lee hat 2 Nachrichten nach C-3 verschoben.',
  ],
  [
    { type: 'undone', event: 'e1', by: 'agent:ann' },
    'Ann Lee undid this: “Maria Sánchez opened the case by mail”.',
    'Ann Lee hat dies zurückgenommen: „Maria Sánchez hat den Fall per E-Mail eröffnet“.',
  ],
  [
    { type: 'undone', event: 'gone', by: 'agent:ann' },
    'Ann Lee undid an earlier step.',
    'Ann Lee hat einen Schritt zurückgenommen.',
  ],
  [
    { type: 'alerted', step: 'call-duty', to: 'senior-management' },
    'Step call duty alerted senior management.',
    'Schritt call duty hat alarmiert: senior management.',
  ],
  [
    { type: 'alert-taken', step: 'call-duty', by: 'agent:ben' },
    'Ben Ode took the alert of step call duty.',
    'Ben Ode hat den Alarm von Schritt call duty übernommen.',
  ],
  [
    { type: 'unreachable', step: 'call-duty' },
    'Nobody could be reached for step call duty.',
    'Für Schritt call duty war niemand zu erreichen.',
  ],
];

describe('what happened, in a sentence', () => {
  test.each(EVENTS)('$type', (event, english, german) => {
    for (const [language, sentence] of [
      ['en', english],
      ['de-AT', german],
    ] as const) {
      const { words, say } = speech(language);
      expect(sentenceOfEvent({ ...event, at } as CaseEvent, words.events, say)).toBe(sentence);
    }
  });
});

const EFFECTS: readonly (readonly [effect: Omit<Effect, 'id' | 'at'>, fired: string, coming: string])[] = [
  [
    { kind: 'warn', clock: 'first-response', cycle: 1 },
    'First response came at risk.',
    'First response comes at risk.',
  ],
  [{ kind: 'miss', clock: 'first-response', cycle: 1 }, 'First response was missed.', 'First response is missed.'],
  [
    { kind: 'miss', clock: 'resolution', cycle: 1 },
    'Resolution: the aim was missed.',
    'Resolution: the aim is missed.',
  ],
  [
    { kind: 'update-due', clock: 'update', cycle: 2 },
    'Update: the next one is due soon.',
    'Update: the next one falls due soon after.',
  ],
  [
    { kind: 'notify', step: 'call-duty', to: 'duty', via: ['phone', 'email'] },
    'The ladder told duty by phone and mail (step call duty).',
    'The ladder tells duty by phone and mail (step call duty).',
  ],
  [
    { kind: 'notify', step: 's', to: 'requester', via: ['email'] },
    'The ladder told Maria Sánchez by mail (step s).',
    'The ladder tells Maria Sánchez by mail (step s).',
  ],
  [
    { kind: 'notify', step: 's', to: 'platform' },
    'The ladder told Platform engineers (step s).',
    'The ladder tells Platform engineers (step s).',
  ],
  [
    { kind: 'raise', step: 'to-l2', to: 'L2' },
    'The ladder raised the case to L2 (step to l2).',
    'The ladder raises the case to L2 (step to l2).',
  ],
  [
    { kind: 'assign', step: 's', to: 'agent:ann' },
    'The ladder assigned the case to Ann Lee (step s).',
    'The ladder assigns the case to Ann Lee (step s).',
  ],
  [
    { kind: 'publish', step: 's' },
    'The ladder asked for a word on the status page (step s).',
    'The ladder asks for a word on the status page (step s).',
  ],
];

describe('what the ladder and the clocks did, and will do', () => {
  test.each(EFFECTS)('$kind', (effect, fired, coming) => {
    const { words, say } = speech('en');
    expect(words.fired({ id: 'x', at, ...effect }, say)).toBe(fired);
    expect(words.coming({ id: 'x', at, ...effect }, say)).toBe(coming);
    const german = speech('de');
    expect(german.words.fired({ id: 'x', at, ...effect }, german.say)).toMatch(/^\S.*\.$/);
    expect(german.words.coming({ id: 'x', at, ...effect }, german.say)).toMatch(/^\S.*\.$/);
  });

  test('an aim is never said to be broken', () => {
    for (const language of ['en', 'de']) {
      const { words, say } = speech(language);
      const sentence = words.fired({ id: 'x', at, kind: 'miss', clock: 'resolution', cycle: 1 }, say);
      expect(sentence).not.toMatch(/breach|verletz|Frist/i);
    }
  });
});
