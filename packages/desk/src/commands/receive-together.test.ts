import type { CaseStore } from '@sla/case-store';
import fc from 'fast-check';
import { expect, it } from 'vitest';

import type { IncomingMessage } from '../desk.ts';
import { done } from '../testing/done.ts';
import { mail, openTestDesk, type TestDesk } from '../testing/test-desk.ts';
import type { Reception } from './receive-together.ts';

/** A mail, and which of those before it it answers. */
interface Sent {
  readonly from: string;
  readonly subject: string;
  readonly answers: number | undefined;
  readonly machine: IncomingMessage['machine'];
}

const sent = fc.record<Sent>({
  from: fc.constantFrom('maria@ashdown.example', 'joe@kestrel.example', 'new@stranger.example'),
  subject: fc.constantFrom('Nobody can log in', 'outage', 'A question'),
  answers: fc.option(fc.nat({ max: 8 }), { nil: undefined }),
  machine: fc.constantFrom<IncomingMessage['machine']>('no', 'no', 'no', 'auto-reply', 'other'),
});

type Reads = Pick<CaseStore, 'findMessagesById' | 'findContact' | 'findCase' | 'listCaseRecords' | 'listMessages'>;

/** What a channel may ask before it decides: all of it must be as if what came before had been saved. */
async function seen(reads: Reads, from: string, joins: string | undefined): Promise<readonly string[]> {
  const contact = await reads.findContact({ email: from });
  const latest = contact && (await reads.listCaseRecords({ requester: contact.id, order: 'changed', limit: 2 }));
  const found = joins === undefined ? undefined : await reads.findCase(joins);
  const same = found && (await reads.findCase(found.record.number.toLowerCase()));
  const said = found && (await reads.listMessages(found.record.id));
  return [
    `latest ${latest?.map(({ number, version, changedAt }) => `${number} ${version} ${changedAt}`).join()}`,
    `stands ${found?.record.version} ${found?.events.map(({ type, at, position }) => `${type} ${at} ${position}`).join()}`,
    `by its number ${same?.record.state} ${same?.record.version}`,
    `said ${said?.map(({ text, messageId }) => `${text} ${messageId?.startsWith('m')}`).join()}`,
  ];
}

/** Joins the case of the message it answers, as a channel would find it: by its Message-ID. */
async function incoming(
  reads: Reads,
  index: number,
  { from, subject, answers, machine }: Sent,
): Promise<IncomingMessage> {
  const [known] = answers === undefined ? [] : await reads.findMessagesById([`m${answers}@x`]);
  return mail({
    evidence: await seen(reads, from, known?.caseId),
    from: { address: from, name: from },
    subject,
    text: `${subject} ${index}`,
    messageId: `m${index}@x`,
    machine,
    ...(known && { joins: { case: known.caseId, evidence: ['It answers.'] } }),
  });
}

const everybody = ['maria@ashdown.example', 'joe@kestrel.example', 'new@stranger.example'];
const foresight = { inboxIds: [], messageIds: ['m0@x', 'm1@x'], emails: everybody, state: {} };

/** All that came of it, but for ids that are drawn. */
async function outcomeOf({ store }: TestDesk): Promise<unknown> {
  const cases = (await store.listCases({ order: 'opened' })).toSorted((a, b) =>
    a.record.number < b.record.number ? -1 : 1,
  );
  return Promise.all(
    cases.map(async ({ record, clocks, requester }) => {
      const messages = await store.listMessages(record.id);
      const { id, requester: _, ...rest } = record;
      const events = (await store.findCase(id))?.events.map(({ type, at, position }) => [type, String(at), position]);
      const said = messages.map(({ direction, text, messageId, evidence }) => [direction, text, messageId, evidence]);
      return JSON.stringify({ rest, events, said, clocks, requester: requester?.email });
    }),
  );
}

it('receives what one after the other would receive', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sent, { minLength: 1, maxLength: 9 }), async (mails) => {
      const [alone, together] = [await openTestDesk(), await openTestDesk()];
      try {
        for (const [index, one] of mails.entries()) await alone.desk.receive(await incoming(alone.store, index, one));
        await together.desk.receiveTogether(foresight, async ({ unit, receive }) => {
          await unit.lockCases(['no such case']);
          for (const [index, one] of mails.entries()) await receive(await incoming(unit, index, one));
        });
        expect(await outcomeOf(together)).toEqual(await outcomeOf(alone));
        const letters = async (desk: TestDesk) => (await desk.outbox()).map(({ payload }) => payload.kind);
        expect((await letters(together)).toSorted()).toEqual((await letters(alone)).toSorted());
      } finally {
        await Promise.all([alone.close(), together.close()]);
      }
    }),
    { numRuns: 12 },
  );
}, 120_000);

/** A desk with so many items in its inbox. */
async function waiting(count: number) {
  const at = await openTestDesk();
  const items = await at.store.transaction((unit) =>
    unit.acceptInboxItems(
      Array.from({ length: count }, (_, index) => ({ channel: 'email', externalId: `${index}`, envelope: {} })),
    ),
  );
  return { at, ids: items.map(({ item }) => item.id) };
}

it('settles each item once, also where it is asked twice or by another at the same time', async () => {
  const { at, ids } = await waiting(3);
  const work = async ({ receive }: Reception) => {
    const outcomes: boolean[] = [];
    for (const [index, inboxId] of [...ids, ...ids].entries())
      outcomes.push((await receive(mail({ inboxId, messageId: `${index}@x` }))).ok);
    return outcomes;
  };
  const all = { ...foresight, inboxIds: ids };
  expect(await at.desk.receiveTogether(all, work)).toEqual([true, true, true, false, false, false]);
  expect(await at.desk.receiveTogether(all, work)).toEqual([false, false, false, false, false, false]);
  expect(await at.store.countCases({})).toBe(3);
  expect(await at.store.listInbox('email', 9)).toEqual([]);
  await at.close();
});

it('keeps nothing of any where one fails, and each can be received by itself', async () => {
  const { at, ids } = await waiting(2);
  const failing = at.desk.receiveTogether({ ...foresight, inboxIds: ids }, async ({ receive }) => {
    done(await receive(mail({ inboxId: ids[0] ?? '' })));
    await receive(mail({ inboxId: ids[1] ?? '', messageId: 'm2@x', priority: 'no such priority' }));
  });
  await expect(failing).rejects.toThrow('unknown-priority');
  expect(await at.store.countCases({})).toBe(0);
  expect(await at.store.listInbox('email', 9)).toHaveLength(2);
  expect(await at.outbox()).toEqual([]);
  done(await at.desk.receive(mail({ inboxId: ids[0] ?? '' })));
  expect(await at.store.listInbox('email', 9)).toHaveLength(1);
  await at.close();
});
