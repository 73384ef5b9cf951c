import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { done } from '../testing/done.ts';
import { answered, chatOn, inTeams, openTestChats, type TestChats } from '../testing/test-chat.ts';
import { mail } from '../testing/test-desk.ts';
import type { ChatDesk, Presence } from './contract.ts';
import { presenceOf } from './presence.ts';

describe('the choices of a form', () => {
  let at: TestChats;
  beforeEach(async () => {
    at = await openTestChats();
  });
  afterEach(() => at.close());

  const shown = new Map<string, Presence>([
    ['ann', 'busy'],
    ['bob', 'away'],
    ['lea', 'available'],
    ['pia', 'available'],
  ]);
  const opened = async () => done(await at.desk.receive(mail({ mayAcknowledge: false }))).case;
  const offered = async (chat: ChatDesk, who: string) => {
    const { id, version } = await opened();
    const { form } = answered(await chat.press(inTeams(who), { case: id, version, action: 'assign' }), 'form');
    return form.fields.flatMap(({ kind }) => (kind.type === 'choice' ? kind.choices : []));
  };
  const labels = async (chat: ChatDesk, who: string) => (await offered(chat, who)).map(({ label }) => label);

  it('say who is there, with the available first and all else in its order', async () => {
    const chat = chatOn(at, 'teams', async () => shown);
    expect(await offered(chat, 'ann')).toEqual([
      { value: 'agent:lea', label: 'Lea Example – available' },
      { value: 'agent:pia', label: 'Pia Example – available' },
      { value: 'agent:ann', label: 'Ann Example – busy' },
      { value: 'agent:bob', label: 'Bob Example – away' },
      { value: 'team:first-line', label: 'Team First line' },
      { value: 'team:platform', label: 'Team Platform engineers' },
    ]);
  });

  it('say it in the language of who asks, and nothing of whom the chat says nothing', async () => {
    const some = new Map<string, Presence>([['bob', 'offline']]);
    expect(
      (
        await labels(
          chatOn(at, 'teams', async () => shown),
          'lea',
        )
      ).slice(0, 3),
    ).toEqual(['Lea Example – verfügbar', 'Pia Example – verfügbar', 'Ann Example – beschäftigt']);
    expect(
      (
        await labels(
          chatOn(at, 'teams', async () => some),
          'ann',
        )
      ).slice(0, 3),
    ).toEqual(['Ann Example', 'Bob Example – offline', 'Lea Example']);
  });

  it('are plain where the chat knows no presence, or it cannot be had', async () => {
    const failing = chatOn(at, 'teams', () => Promise.reject(new Error('Graph is away')));
    const plain = await labels(at.teams, 'ann');
    expect(plain.slice(0, 2)).toEqual(['Ann Example', 'Bob Example']);
    expect(await labels(failing, 'ann')).toEqual(plain);
  });

  it('ask once, of people alone, and not again when the form is sent', async () => {
    const asked = vi.fn(async () => shown);
    const chat = chatOn(at, 'teams', asked);
    const { id, version } = await opened();
    await chat.press(inTeams('ann'), { case: id, version, action: 'reply' });
    expect(asked).not.toHaveBeenCalled();
    await chat.press(inTeams('ann'), { case: id, version, action: 'assign' });
    const form = { case: id, version, action: 'assign', values: { to: 'agent:bob' }, key: 'f1' } as const;
    answered(await chat.submit(inTeams('ann'), form), 'done');
    expect(asked.mock.calls).toEqual([[['ann', 'bob', 'lea', 'pia'], expect.any(AbortSignal)]]);
  });
});

describe('who is there', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is not waited for longer than a second, and the look-up is told so', async () => {
    const signals: AbortSignal[] = [];
    const never = (_agents: readonly string[], signal: AbortSignal) => {
      signals.push(signal);
      return new Promise<never>(() => undefined);
    };
    const found = presenceOf({ presenceOf: never }, ['ann']);
    await vi.advanceTimersByTimeAsync(999);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    await vi.advanceTimersByTimeAsync(1);
    expect(await found).toEqual(new Map());
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('leaves no timer behind', async () => {
    const bob = new Map([['bob', 'busy' as const]]);
    expect(await presenceOf({ presenceOf: async () => bob }, ['bob'])).toBe(bob);
    expect(vi.getTimerCount()).toBe(0);
  });
});
