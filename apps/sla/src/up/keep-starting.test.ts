import type { OutboxItem } from '@sla/case-store';
import { describe, expect, it, vi } from 'vitest';

import { keepStarting, type RunningChat } from './keep-starting.ts';

const item = (kind: 'card' | 'notice') => ({ id: '1', payload: { kind } }) as unknown as OutboxItem;
const signal = new AbortController().signal;
const request = new Request('http://127.0.0.1/slack/events');

function chat(): RunningChat & { readonly stop: ReturnType<typeof vi.fn<() => Promise<void>>> } {
  return {
    fetch: async () => new Response('slack'),
    deliverer: { destination: 'slack', deliver: async () => ({ kind: 'delivered' }) },
    troubles: async () => ['The channel is archived.'],
    stop: vi.fn(async () => {}),
  };
}

describe('a chat that starts', () => {
  it('is asked itself from then on', async () => {
    const running = chat();
    const kept = await keepStarting('slack', async () => running, { onTrouble: () => expect.unreachable() });
    expect(await (await kept.fetch(request)).text()).toBe('slack');
    expect(await kept.deliverer.deliver(item('notice'), signal)).toEqual({ kind: 'delivered' });
    expect(await kept.troubles()).toEqual(['The channel is archived.']);
    await kept.stop();
    expect(running.stop).toHaveBeenCalledOnce();
  });
});

describe('a chat that cannot start', () => {
  it('holds up nobody: alerts are refused, so that mail takes them, cards wait, and it is tried again', async () => {
    const running = chat();
    const troubles: unknown[] = [];
    let tries = 0;
    const start = async () => {
      tries += 1;
      if (tries < 3) throw new Error('Slack does not take the token: it was revoked');
      return running;
    };
    const kept = await keepStarting('slack', start, { onTrouble: (error) => troubles.push(error), everySeconds: 0.01 });
    if (tries === 1) {
      expect(await kept.deliverer.deliver(item('notice'), signal)).toEqual({
        kind: 'refused',
        error: 'Slack does not take the token: it was revoked',
      });
      expect(await kept.deliverer.deliver(item('card'), signal)).toMatchObject({ kind: 'try-again' });
      expect((await kept.fetch(request)).status).toBe(503);
      expect(await kept.troubles()).toEqual(['Slack does not take the token: it was revoked']);
    }
    await vi.waitFor(async () => expect((await kept.fetch(request)).status).toBe(200));
    expect(await kept.troubles()).toEqual(['The channel is archived.']);
    // The same trouble is said once, however often it is met.
    expect(troubles).toHaveLength(1);
    await kept.stop();
    expect(running.stop).toHaveBeenCalledOnce();
  });

  it('is not tried again once it is stopped', async () => {
    const start = vi.fn(async (): Promise<RunningChat> => {
      throw new Error('no');
    });
    const kept = await keepStarting('teams', start, { onTrouble: () => {}, everySeconds: 0.01 });
    await kept.stop();
    const tries = start.mock.calls.length;
    await new Promise((resolve) => setImmediate(resolve));
    expect(start).toHaveBeenCalledTimes(tries);
  });

  it('that gives no answer keeps nobody waiting, and is stopped should it start after all', async () => {
    const running = chat();
    let answer: (started: RunningChat) => void = () => {};
    const start = () => new Promise<RunningChat>((resolve) => (answer = resolve));
    const kept = await keepStarting('slack', start, { onTrouble: () => {}, patienceSeconds: 0.01 });
    expect(await kept.troubles()).toEqual(['It is being started; there is no answer yet.']);
    expect(await kept.deliverer.deliver(item('notice'), signal)).toMatchObject({ kind: 'refused' });
    await kept.stop();
    answer(running);
    await vi.waitFor(() => expect(running.stop).toHaveBeenCalledOnce());
  });
});
