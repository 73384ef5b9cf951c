import { Readable } from 'node:stream';

import type { CaseStore } from '@sla/case-store';
import { openTestStore } from '@sla/case-store/contract';
import type { Desk } from '@sla/desk';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Log, silent } from '../log.ts';
import { createTestDesk, deskAddress, testOptions } from '../testing/test-desk.ts';
import { startInboxWorker } from './inbox-worker.ts';
import { createIngest } from './ingest.ts';

let store: CaseStore;
let desk: Desk;

beforeEach(async () => {
  store = await openTestStore();
  desk = createTestDesk(store);
});
afterEach(() => store.close());

interface Sent {
  readonly id: string;
  readonly from?: string;
  readonly subject?: string;
  readonly references?: string;
  readonly body?: string;
}

function ingestOn(ports: CaseStore, by: Desk = desk) {
  return createIngest(by, ports, { ...testOptions(''), secret: 'secret' });
}

/** Keeps them all before anything is made of any. */
async function accept(...mails: readonly Sent[]) {
  const ingest = ingestOn(store);
  for (const { id, from = `${id}@customer.example`, subject = id, references, body = 'Hello' } of mails) {
    const thread = references === undefined ? '' : `References: <${references}@x.example>\r\n`;
    const raw = `From: ${from}\r\nTo: ${deskAddress}\r\nSubject: ${subject}\r\nMessage-ID: <${id}@x.example>\r\n${thread}\r\n${body}\r\n`;
    await ingest.accept(Readable.from([Buffer.from(raw)]), { via: 'smtp', from, to: [deskAddress] });
  }
}

async function settleAll(ports: CaseStore = store, by: Desk = desk, log: Log = silent) {
  const worker = startInboxWorker(ingestOn(ports, by), ports, log, { first: 5, longest: 20 });
  // What lies there at the start is tried with care, one by one: so it comes first, and the rest after.
  await worker.idle();
  return worker;
}

/** How many transactions it took. */
function counting(given: CaseStore): { readonly ports: CaseStore; readonly count: () => number } {
  let transactions = 0;
  const ports = new Proxy(given, {
    get: (target, name) => {
      if (name === 'transaction') transactions += 1;
      return Reflect.get(target, name);
    },
  });
  return { ports, count: () => transactions };
}

const subjects = async () => (await store.listCases({})).map(({ record }) => record.subject).toSorted();

it('many mails share a transaction, and those of one conversation one case', async () => {
  const { ports, count } = counting(store);
  const worker = await settleAll(ports, createTestDesk(ports));
  await accept(
    { id: 'a', subject: 'VPN' },
    { id: 'b', from: 'a@customer.example', subject: 'Re: VPN', references: 'a', body: 'It is worse.' },
    ...Array.from({ length: 20 }, (_, index) => ({ id: `other-${index}` })),
    { id: 'c', from: 'a@customer.example', subject: 'Re: VPN', references: 'b', body: 'It works again.' },
  );
  const before = count();
  worker.wake();
  await worker.idle();
  expect(count() - before).toBe(1);
  expect(await store.countCases({})).toBe(21);
  const [vpn] = (await store.listCases({})).filter(({ record }) => record.subject === 'VPN');
  const said = (await store.listMessages(vpn?.record.id ?? '')).filter(({ direction }) => direction === 'in');
  expect(said.map(({ text }) => text.trim())).toEqual(['Hello', 'It is worse.', 'It works again.']);
  await worker.stop();
});

it('one that cannot be settled fails alone', async () => {
  const poisoned: Desk = {
    ...desk,
    receive: (message) => (message.subject === 'poison' ? Promise.reject(new Error('poison')) : desk.receive(message)),
    receiveTogether: (foresight, work) =>
      desk.receiveTogether(foresight, ({ unit, receive }) =>
        work({
          unit,
          receive: async (message) => {
            if (message.subject === 'poison') throw new Error('poison');
            return receive(message);
          },
        }),
      ),
  };
  const warned: string[] = [];
  const log: Log = { ...silent, warn: (_, sentence) => void warned.push(sentence) };
  const worker = await settleAll(store, poisoned, log);
  await accept({ id: 'a' }, { id: 'poison' }, { id: 'b' }, { id: 'c' });
  worker.wake();
  await worker.idle();
  expect(await subjects()).toEqual(['a', 'b', 'c']);
  expect(warned).toContain('mails could not be settled together; each is tried by itself');
  expect(await store.listInbox('email', 9)).toHaveLength(1);
  await worker.stop();
});

it('what waits for an agent holds up its own thread alone', async () => {
  await accept({ id: 'a', subject: 'VPN' });
  const worker = await settleAll();
  await accept(
    { id: 'stranger', from: 'eve@elsewhere.example', subject: 'Re: VPN', references: 'a' },
    { id: 'b' },
    { id: 'behind', from: 'eve@elsewhere.example', subject: 'Something else' },
  );
  worker.wake();
  await worker.idle();
  expect(await subjects()).toEqual(['Something else', 'VPN', 'b']);
  expect(await store.listInbox('email', 9, 'quarantined')).toHaveLength(1);
  await worker.stop();
});

it('the same mail by two ways is one message, also in one transaction', async () => {
  const worker = await settleAll();
  await accept({ id: 'twin', from: 'mia@customer.example' }, { id: 'b' });
  const ingest = ingestOn(store);
  const relayed = `Received: by another.example\r\nFrom: mia@customer.example\r\nTo: ${deskAddress}\r\nSubject: twin\r\nMessage-ID: <twin@x.example>\r\n\r\nHello\r\n`;
  await ingest.accept(Readable.from([Buffer.from(relayed)]), {
    via: 'smtp',
    from: 'mia@customer.example',
    to: [deskAddress],
  });
  worker.wake();
  await worker.idle();
  expect(await subjects()).toEqual(['b', 'twin']);
  const settled = await store.listInbox('email', 9, 'settled');
  expect(settled.map(({ outcome }) => outcome)).toContain('duplicate');
  await worker.stop();
});

it('a crash before the commit leaves all of them waiting, and then each is settled once', async () => {
  await accept({ id: 'a' }, { id: 'b' }, { id: 'c' });
  const ingest = ingestOn(store, {
    ...desk,
    receiveTogether: (foresight, work) =>
      desk.receiveTogether(foresight, async (reception) => {
        await work(reception);
        throw new Error('the process ends here');
      }),
  });
  const items = await store.listInbox('email', 9);
  const mails = await Promise.all(items.map((item) => ingest.prepare(item)));
  await expect(ingest.settleTogether(mails)).rejects.toThrow('the process ends here');
  expect(await store.countCases({})).toBe(0);
  expect(await store.listInbox('email', 9)).toHaveLength(3);
  const worker = await settleAll();
  expect(await subjects()).toEqual(['a', 'b', 'c']);
  await worker.stop();
});
