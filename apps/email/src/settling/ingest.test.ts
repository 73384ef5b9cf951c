import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

import type { CaseStore, InboxItem } from '@sla/case-store';
import { openTestStore } from '@sla/case-store/contract';
import type { Desk } from '@sla/desk';
import { until } from '@sla/desk/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silent } from '../log.ts';
import { createTestDesk, deskAddress, testOptions } from '../testing/test-desk.ts';
import { startInboxWorker } from './inbox-worker.ts';
import { createIngest, type Ingest } from './ingest.ts';

let store: CaseStore;
let desk: Desk;
let ingest: Ingest;

beforeEach(async () => {
  store = await openTestStore();
  desk = createTestDesk(store);
  const ann = { id: 'ann', name: 'Ann', email: 'ann@desk.example', role: 'agent', teams: [] } as const;
  await desk.adopt({ agents: [ann], teams: [], organisations: [] });
  ingest = createIngest(desk, store, { ...testOptions(''), secret: 'secret' });
});
afterEach(() => store.close());

function accept(header: string, body = 'Hello', from = 'Mia <mia@customer.example>') {
  const raw = `From: ${from}\r\nTo: ${deskAddress}\r\n${header}\r\nMessage-ID: <${randomUUID()}@x.example>\r\n\r\n${body}\r\n`;
  return ingest.accept(Readable.from([Buffer.from(raw)]), {
    via: 'smtp',
    from: 'mia@customer.example',
    to: [deskAddress],
  });
}

async function take(header: string, body?: string, from?: string): Promise<string> {
  const { item } = await accept(header, body, from);
  return (await ingest.settle(item)).outcome;
}

const inbox = async (item: InboxItem) => store.findInboxItem('email', item.externalId);
const total = async () => (await desk.read.queue({})).total;

describe('what opens no case is kept with its reason', () => {
  it.each([
    ['our own mail that came back', 'Subject: [C-1] x\r\nX-Loop: support@desk.example', 'loop'],
    [
      'an abuse report',
      'Subject: x\r\nContent-Type: multipart/report; report-type=feedback-report; boundary=b',
      'spam_or_ignored',
    ],
    ['an automatic reply to nothing', 'Subject: Away\r\nAuto-Submitted: auto-replied', 'auto-reply'],
    ['a bounce of nothing of ours', 'Subject: Undeliverable\r\nX-Failed-Recipients: a@b.example', 'bounce'],
  ])('%s', async (_, header, outcome) => {
    const { item } = await accept(header);
    expect((await ingest.settle(item)).outcome).toBe(outcome);
    expect(await inbox(item)).toMatchObject({ status: 'settled', outcome });
    expect(await total()).toBe(0);
  });
});

describe('a bounce', () => {
  it('is kept on the case of the mail that did not arrive, and moves nothing', async () => {
    await take('Subject: VPN');
    await desk.reply('agent:ann', { case: 'C-1001', text: 'Try again.', resolve: true });
    const sent = (await desk.read.case('C-1001'))?.messages.findLast(({ direction }) => direction === 'out');
    const report = `--b\r\nContent-Type: text/plain\r\n\r\nNo such user.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <${sent?.messageId}>\r\n--b--`;
    await take(
      'Subject: Undelivered\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b',
      report,
      'MAILER-DAEMON@mx.example',
    );
    const view = await desk.read.case('C-1001');
    expect(view?.record.state).toBe('resolved');
    expect(view?.messages.at(-1)?.evidence).toContain(`It reports on our mail <${sent?.messageId}>.`);
  });
});

describe('a bounce of our answer', () => {
  const report = (id: string, status: string) =>
    `--b\r\nContent-Type: text/plain\r\n\r\nNo such user.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; mia@customer.example\r\n${status}\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <${id}>\r\n--b--`;
  const header = 'Subject: Undelivered\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b';
  const answered = async () => {
    await take('Subject: VPN');
    await desk.claim('agent:ann', { case: 'C-1001' });
    const said = await desk.reply('agent:ann', { case: 'C-1001', text: 'Try again.' });
    if (!said.ok) throw new Error('no answer');
    return said.message;
  };
  const notices = async () =>
    (await store.listOutbox({ destination: 'email', limit: 20 })).filter(
      ({ payload }) => (payload as { notice?: { effect: string } }).notice?.effect === 'delivery-failed',
    );

  it('tells the assignee, once, with the words of the other side', async () => {
    const { id, messageId = '' } = await answered();
    const status = 'Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 No such user here';
    await take(header, report(messageId, status), 'MAILER-DAEMON@mx.example');
    await take(`${header}\r\nX-Second: 1`, report(messageId, status), 'MAILER-DAEMON@mx.example');
    const [notice, ...others] = await notices();
    expect(others).toEqual([]);
    expect(notice?.payload).toMatchObject({ to: ['ann@desk.example'], case: 'C-1001' });
    expect(JSON.stringify(notice?.payload)).toContain('550 5.1.1 No such user here');
    expect((await store.findMessage(id))?.delivery).toBe('failed');
  });

  it('says nothing while the mail is only late', async () => {
    const { messageId = '' } = await answered();
    await take(header, report(messageId, 'Action: delayed\r\nStatus: 4.4.1'), 'MAILER-DAEMON@mx.example');
    expect(await notices()).toEqual([]);
  });
});

describe("an agent's answer to a notice", () => {
  it('is a note on the case, not a new case', async () => {
    await take('Subject: VPN');
    expect(
      await take('Subject: Re: [C-1001] At risk: VPN', 'I am on it.\r\n\r\n> At risk', 'Ann <ann@desk.example>'),
    ).toBe('note');
    const note = (await desk.read.case('C-1001'))?.messages.at(-1);
    expect(note).toMatchObject({
      direction: 'note',
      author: 'agent:ann',
      text: 'By mail from ann@desk.example:\n\nI am on it.',
    });
    expect(await total()).toBe(1);
  });
});

describe('two desks that acknowledge each other', () => {
  it('come to an end without any header', async () => {
    let receipts = 0;
    let subject = 'Ticket #1 received';
    for (let round = 0; round < 30; round += 1) {
      const { item } = await accept(
        `Subject: ${subject}`,
        `Your ticket ${round} has been received.`,
        'help@vendor.example',
      );
      const { outcome } = await ingest.settle(item);
      const receipt = (await desk.read.case(outcome))?.messages.find(({ direction }) => direction === 'out');
      if (receipt === undefined) break;
      receipts += 1;
      subject = `Ticket #${round + 2} received`;
    }
    expect(receipts).toBeLessThanOrEqual(2);
  });
});

describe('a mail that fails', () => {
  it('opens its case by the header alone at the last try', async () => {
    const { item } = await accept('Subject: Poison');
    await ingest.settle({ ...item, attempts: 4, lastError: 'it broke the reader' });
    const view = await desk.read.case('C-1001');
    expect(view?.record.subject).toBe('Poison');
    expect(view?.messages[0]?.text).toBe('This mail could not be read (it broke the reader). The original is kept.');
  });

  it('is set aside after five tries, and holds up nobody meanwhile', async () => {
    const { item } = await accept('Subject: Its bytes are gone');
    const { item: other } = await accept('Subject: Behind it');
    const blind = createIngest(desk, storeWithout(item.raw?.hash ?? ''), { ...testOptions(''), secret: 'secret' });
    const worker = startInboxWorker(blind, store, silent, { first: 5, longest: 20 });
    const lost = await until(async () => {
      const found = await inbox(item);
      return found?.status === 'quarantined' ? found : undefined;
    }, 'the mail to be set aside');
    expect(lost).toMatchObject({ attempts: 5 });
    expect(await inbox(other)).toMatchObject({ status: 'settled' });
    await worker.stop();
  });
});

/** The store after a disk has lost one file. */
function storeWithout(hash: string): CaseStore {
  return new Proxy(store, {
    get: (target, name) => {
      if (name !== 'blobs') return Reflect.get(target, name);
      const read = (wanted: string) => target.blobs.read(wanted === hash ? '0'.repeat(64) : wanted);
      return { put: target.blobs.put, has: target.blobs.has, read };
    },
  });
}
