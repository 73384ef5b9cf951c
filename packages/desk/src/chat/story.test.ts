import { definePolicy, Temporal } from '@sla/core';
import { afterEach, beforeEach, expect, it } from 'vitest';

import type { Deliverer, OutboxPayload } from '../delivery.ts';
import { type Outbox, startOutbox } from '../outbox.ts';
import { done } from '../testing/done.ts';
import { answered, inSlack, inTeams, openTestChats, type TestChats } from '../testing/test-chat.ts';
import { mail } from '../testing/test-desk.ts';
import type { ChatCard, ChatChannel, ChatDesk } from './contract.ts';

const policy = definePolicy({
  id: 'campus',
  version: 1,
  timeZone: 'Europe/London',
  tiers: ['L1', 'L2'],
  priorities: {
    critical: {
      title: 'Critical',
      targets: {
        'first-response': { within: '1 hour' },
        'next-response': { within: '1 hour', clause: 'T-2' },
        resolution: { within: '4 hours' },
      },
      escalation: [
        {
          id: 'call-duty',
          at: { clock: 'next-response', percent: 100 },
          raiseTo: 'L2',
          notify: [{ role: 'duty', via: ['slack', 'teams'] }],
          acknowledgeWithin: '15 minutes',
        },
        { id: 'tell-boss', after: '3 hours', notify: [{ role: 'management', via: ['email'] }] },
      ],
    },
  },
  defaults: { priority: 'critical' },
});

/** What everybody in a chat sees: one card a case, its thread, and what each person is told. */
interface Wall {
  readonly deliverer: Deliverer;
  readonly cards: Map<string, ChatCard>;
  readonly thread: string[];
  readonly told: string[];
}

let at: TestChats;
let outbox: Outbox;
let walls: Readonly<Record<ChatChannel, Wall>>;
const errors: unknown[] = [];

beforeEach(async () => {
  at = await openTestChats({ policies: { current: [policy], defaultPolicy: 'campus' } });
  walls = { slack: wall('slack', at.slack), teams: wall('teams', at.teams) };
  const letters: Deliverer = { destination: 'email', deliver: async () => ({ kind: 'delivered' }) };
  outbox = startOutbox(at.store, [walls.slack.deliverer, walls.teams.deliverer, letters], {
    desk: at.desk,
    onError: (error) => errors.push(error),
    idleSeconds: 0.01,
  });
});
afterEach(async () => {
  await outbox.stop();
  await at.close();
  expect(errors).toEqual([]);
});

function wall(destination: ChatChannel, chat: ChatDesk): Wall {
  const cards = new Map<string, ChatCard>();
  const thread: string[] = [];
  const told: string[] = [];
  const said = new Set<string>();
  const deliver: Deliverer['deliver'] = async ({ payload: raw }) => {
    const payload = raw as OutboxPayload;
    if (payload.kind === 'notice') told.push(`${payload.to.join()}: ${payload.subject}`);
    if (payload.kind !== 'card') return { kind: 'delivered' };
    const shown = await chat.card(payload.case, chat.everybody);
    if (!shown) return { kind: 'delivered' };
    cards.set(shown.card.number, shown.card);
    for (const { id, text } of chat.threadLines(shown.view, said, chat.everybody)) {
      said.add(id);
      thread.push(text);
    }
    return { kind: 'delivered' };
  };
  return { deliverer: { destination, deliver }, cards, thread, told };
}

/** Waits until both chats show the case as it stands; what they show must be the same. */
async function settled(number: string): Promise<ChatCard> {
  const version = (await at.desk.read.case(number))?.record.version;
  await expect
    .poll(() => [walls.slack, walls.teams].map(({ cards }) => cards.get(number)?.version), {
      timeout: 20_000,
      interval: 5,
    })
    .toEqual([version, version]);
  const [slack, teams] = [walls.slack.cards.get(number), walls.teams.cards.get(number)];
  expect(slack).toEqual(teams);
  if (!slack) throw new Error('nothing is shown');
  return slack;
}

const labels = ({ buttons }: ChatCard) => buttons.map(({ label }) => label);

it('a case lives in Slack, in Teams and at the console at once, and all agree at every step', async () => {
  const { number, id } = done(await at.desk.receive(mail({ mayAcknowledge: false }))).case;
  const fresh = await settled(number);
  expect(fresh).toMatchObject({ state: 'New', next: { label: 'First response' } });

  const claim = { case: id, version: fresh.version, action: 'claim' } as const;
  answered(await at.slack.press(inSlack('ann'), claim), 'done');
  expect(answered(await at.teams.press(inTeams('bob'), claim), 'refused').said).toContain('Ann Example has claimed');
  const claimed = await settled(number);
  expect(labels(claimed)).not.toContain('Claim');

  at.clock.set('2026-11-23T10:10:00Z');
  const reply = { case: id, version: claimed.version, action: 'reply', values: { text: 'On it.' }, key: 'r1' } as const;
  answered(await at.teams.submit(inTeams('ann'), reply), 'done');
  expect((await settled(number)).next?.label).toBe('Resolution');

  at.clock.set('2026-11-23T10:20:00Z');
  const joins = { case: id, evidence: [] };
  const receivedAt = Temporal.Instant.from('2026-11-23T10:20:00Z');
  done(await at.desk.receive(mail({ messageId: 'm2@ashdown.example', receivedAt, text: 'It is worse now!', joins })));
  expect(await settled(number)).toMatchObject({
    lastMessage: { text: 'It is worse now!' },
    next: { label: 'Next response', dueAt: Temporal.Instant.from('2026-11-23T11:20:00Z') },
  });

  await at.runUntil('2026-11-23T11:20:00Z');
  const missed = await settled(number);
  expect(missed.risk.level).toBe('missed');
  expect(labels(missed).slice(0, 2)).toEqual(['Take', 'Hand over']);
  for (const { thread, told } of [walls.slack, walls.teams]) {
    expect(thread).toContain('Maria Sánchez wrote: “It is worse now!”');
    expect(thread).toContain('Next response was missed.');
    expect(told).toContain('agent:pia: [C-1001] Escalated to you (call-duty): Nobody can log in');
  }

  at.clock.set('2026-11-23T11:25:00Z');
  done(await at.desk.take('agent:pia', { case: id, step: 'call-duty' }));
  const late = { case: id, version: missed.version, action: 'take', step: 'call-duty' } as const;
  expect(answered(await at.slack.press(inSlack('bob'), late), 'refused').said).toContain('Pia Example has taken');
  expect(answered(await at.teams.press(inTeams('ann'), late), 'refused').said).toContain('Pia Example has taken');
  expect(labels(await settled(number))).not.toContain('Take');
  // Taken in time: the next step of the ladder is not called for it.
  await at.runUntil('2026-11-23T11:45:00Z');
  expect((await at.desk.read.case(id))?.effects.map(({ step }) => step)).not.toContain('tell-boss');

  const { version } = await settled(number);
  const resolve = {
    case: id,
    version,
    action: 'resolve',
    values: { text: 'Fixed: log in again.' },
    key: 's1',
  } as const;
  answered(await at.slack.submit(inSlack('pia'), resolve), 'done');
  expect(await settled(number)).toMatchObject({
    state: 'Resolved',
    footer: expect.stringContaining('Pia Example resolved'),
  });
  const outcomes = (await at.desk.read.case(id))?.sla.clocks.map(({ clock, status }) => `${clock} ${status}`);
  expect(outcomes).toEqual(['first-response met', 'resolution met', 'next-response missed']);
});
