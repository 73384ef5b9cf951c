import { afterEach, describe, expect, it } from 'vitest';

import { done } from './testing/done.ts';
import { mail, openTestDesk, type TestDesk } from './testing/test-desk.ts';

let at: TestDesk;
afterEach(() => at.close());

async function takeIn(externalId: string, receivedAt: string): Promise<void> {
  at.clock.set(receivedAt);
  const raw = await at.store.blobs.put(pieces(externalId));
  await at.store.transaction(async (unit) => {
    const { item } = await unit.acceptInbox({ channel: 'slack', externalId, envelope: { text: 'words' }, raw });
    await unit.settleInbox(item.id, { outcome: 'done' });
  });
}

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function kept(externalId: string) {
  const item = await at.store.findInboxItem('slack', externalId);
  return { words: JSON.stringify(item?.envelope).includes('words'), file: item?.raw !== undefined, is: item?.status };
}

const WHOLE = { words: true, file: true, is: 'settled' };

describe('a desk keeps itself tidy, once a day', () => {
  it('what came in is emptied a month after it was settled; a file that became no message stays', async () => {
    at = await openTestDesk();
    await takeIn('old', '2026-11-23T10:00:00Z');
    await takeIn('new', '2026-12-10T10:00:00Z');
    await at.desk.runTasks(10);
    expect(await kept('old')).toEqual(WHOLE);
    at.clock.set('2026-12-24T09:00:00Z');
    await at.desk.runTasks(10);
    expect(await kept('old')).toEqual({ ...WHOLE, words: false });
    expect(await kept('new')).toEqual(WHOLE);
    // A day has not passed.
    await takeIn('older', '2026-11-23T11:00:00Z');
    at.clock.set('2026-12-25T08:00:00Z');
    await at.desk.runTasks(10);
    expect(await kept('older')).toEqual(WHOLE);
    at.clock.set('2026-12-25T10:00:00Z');
    await at.desk.runTasks(10);
    expect(await kept('older')).toEqual({ ...WHOLE, words: false });
  });

  it('what went to the customer records, or was skipped, loses its words with the month; what waits keeps them', async () => {
    at = await openTestDesk({ practice: { feed: true } });
    done(await at.desk.receive(mail({ mayAcknowledge: false })));
    const claim = async () => (await at.store.claimOutbox(['crm'], 1, 60))[0]?.id ?? '';
    const skipped = await claim();
    await at.store.settleOutbox(skipped, { kind: 'failed', error: 'away', retryAt: at.clock.now() });
    expect(await at.desk.skipDelivery('agent:lea', skipped)).toEqual({ ok: true });
    await at.store.settleOutbox(await claim(), { kind: 'delivered' });
    at.clock.set('2026-12-24T10:00:00Z');
    done(await at.desk.receive(mail({ mayAcknowledge: false, messageId: 'later@x', receivedAt: at.clock.now() })));
    await at.desk.runTasks(10);
    const feed = (await at.store.listOutbox({ destination: 'crm', limit: 9 })).toReversed();
    expect(feed.map(({ payload }) => JSON.stringify(payload).includes('Nobody can log in'))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it('a desk that keeps words for a week keeps nothing of it for longer', async () => {
    at = await openTestDesk({ practice: { retentionDays: 7 } });
    await takeIn('old', '2026-11-23T10:00:00Z');
    await takeIn('new', '2026-11-29T10:00:00Z');
    at.clock.set('2026-12-01T10:00:00Z');
    await at.desk.runTasks(10);
    expect(await kept('old')).toEqual({ words: false, file: false, is: 'settled' });
    expect(await kept('new')).toEqual(WHOLE);
  });
});
