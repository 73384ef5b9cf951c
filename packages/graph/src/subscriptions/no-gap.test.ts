import fc from 'fast-check';
import { expect, test } from 'vitest';

import { channel, withDesk } from '../testing/with-desk.ts';
import { channelSubscription } from './wanted-subscription.ts';

const wanted = channelSubscription(channel);
type Desk = Awaited<ReturnType<typeof withDesk>>;
type Life = { desk: Desk; keeper: ReturnType<Desk['newKeeper']>; written: string[] };

/** Everything that may happen to a desk that listens to a channel. */
const happenings: Readonly<Record<string, (life: Life) => Promise<void> | void>> = {
  'somebody writes': ({ desk, written }) => {
    written.push(desk.peer.teams.post({ ...channel, content: `message ${written.length}` }));
  },
  'somebody answers': ({ desk, written }) => {
    const [first] = written;
    if (first) written.push(desk.peer.teams.post({ ...channel, content: 'an answer', replyTo: first }));
  },
  'the service falls silent': ({ desk }) => {
    desk.peer.subscriptions.silent = true;
  },
  'the service speaks again': ({ desk }) => {
    desk.peer.subscriptions.silent = false;
  },
  'the service forgets the subscription': ({ desk }) => desk.peer.subscriptions.forget(),
  'the service removes it and says so': async ({ desk, keeper }) => {
    await desk.peer.subscriptions.lifecycle('subscriptionRemoved');
    await desk.peer.subscriptions.settled();
    for (const event of desk.lifecycles.splice(0)) await keeper.heed(event);
  },
  'the inbox is away': ({ desk }) => {
    desk.inbox.failing = 4;
  },
  'catching up fails': ({ desk }) => {
    desk.inbox.catchUpFailing = 1;
  },
  'an answer to a new subscription is lost': ({ desk }) => {
    desk.peer.fail({ method: 'POST', path: /^\/subscriptions$/, fault: 'drop-after' });
  },
  'Graph is down': ({ desk }) => desk.peer.fail({ fault: { status: 503 }, times: 6 }),
  'ten minutes pass': ({ desk }) => desk.clock.pass({ minutes: 10 }),
  'an hour passes': ({ desk }) => desk.clock.pass({ hours: 1 }),
  'the keeper looks': async ({ keeper }) => void (await keeper.keep([wanted])),
  'the process dies and starts again': (life) => {
    life.keeper = life.desk.newKeeper();
  },
};

test('whatever happens, everything written has come in once all is well again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...Object.keys(happenings)), { maxLength: 14 }), async (names) => {
      const desk = await withDesk();
      const life: Life = { desk, keeper: desk.newKeeper(), written: [] };
      await life.keeper.keep([wanted]);
      for (const name of names) {
        await happenings[name]?.(life);
        await desk.peer.subscriptions.settled();
      }
      // All is well again: faults are used up, and a renewal comes round.
      desk.inbox.failing = 0;
      desk.inbox.catchUpFailing = 0;
      desk.peer.subscriptions.silent = false;
      for (let look = 0; look < 6; look += 1) {
        desk.clock.pass({ minutes: 45 });
        await life.keeper.keep([wanted]);
      }
      const seen = new Set([
        ...desk.changes.map(({ resourceId }) => resourceId),
        ...desk.caughtUp.flatMap(({ messages }) => messages.map(({ id }) => id)),
      ]);
      expect(life.written.filter((id) => !seen.has(id))).toEqual([]);
      expect(desk.peer.subscriptions.active).toHaveLength(1);
      expect(life.keeper.health()[0]?.state).toBe('live');
      expect(desk.refusals).toEqual([]);
      await desk.peer.close();
    }),
    { numRuns: 40 },
  );
});
