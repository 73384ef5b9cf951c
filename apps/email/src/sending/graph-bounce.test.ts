import { Temporal } from '@sla/core';
import { until } from '@sla/desk/testing';
import { type GraphPeer, startGraphPeer, undeliverable } from '@sla/graph/testing';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DeskForTest, openDeskForTest } from '../testing/desk-for-test.ts';
import { graphOptions } from '../testing/graph-options.ts';
import { deskAddress } from '../testing/test-desk.ts';

let peer: GraphPeer;
let at: DeskForTest;

beforeEach(async () => {
  peer = await startGraphPeer();
  at = await openDeskForTest({ graph: [graphOptions(peer)] }, { withoutMail: true });
  const agents = ['ann', 'bob'].map(
    (id) => ({ id, name: id, email: `${id}@desk.example`, role: 'agent', teams: [] }) as const,
  );
  await at.desk.adopt({ agents, teams: [], organisations: [] });
});
afterEach(async () => {
  await at.close();
  await peer.close();
});

const noSuchUser = '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient mia@customer.example not found';
const asks = () =>
  peer.mail.deliver(
    deskAddress,
    `Message-ID: <q@customer.example>\r\nFrom: Mia <mia@customer.example>\r\nTo: ${deskAddress}\r\nSubject: VPN\r\n\r\nNo VPN.\r\n`,
  );

/** What left the desk, each by what it is for and whom it went to. */
async function sent(): Promise<readonly string[]> {
  const mails = peer.mail.messages(deskAddress, 'sentitems').map(({ raw }) => simpleParser(raw));
  return (await Promise.all(mails)).map(({ headers, to }) => {
    const [purpose = ''] = String(headers.get('x-sla-desk')).split(';');
    return `${purpose} to ${[to ?? []]
      .flat()
      .map(({ text }) => text)
      .join()}`;
  });
}

const reports = () =>
  peer.mail.messages(deskAddress, 'inbox').filter(({ subject }) => subject.startsWith('Undeliverable'));

/** Until everything that came is settled, and everything that was to be said has left. */
async function atRest(): Promise<void> {
  await until(() => peer.mail.messages(deskAddress, 'inbox').every(({ isRead }) => isRead) || undefined, 'all taken');
  await at.channel.idle();
  await until(
    async () => (await at.store.listOutbox({ status: 'waiting', limit: 9 })).length === 0 || undefined,
    'the outbox to be empty',
  );
}

async function untilReported(count: number): Promise<void> {
  await until(() => reports().length >= count || undefined, `${count} reports`);
  await atRest();
}

const onCase = async () => (await at.desk.read.case('C-1001'))?.messages ?? [];
const cases = async () => (await at.desk.read.queue({})).total;

describe('a receipt by Graph that reaches nobody', () => {
  it('comes back, lies on its case, and is told to who keeps the case, once', async () => {
    peer.mail.bounce('mia@customer.example', noSuchUser);
    asks();
    await untilReported(1);
    await until(async () => (await sent()).length >= 3 || undefined, 'the notices');
    await atRest();
    const [question, receipt, report, ...others] = await onCase();
    expect(others).toEqual([]);
    expect(question).toMatchObject({ direction: 'in', automatic: false });
    expect(receipt).toMatchObject({ direction: 'out', automatic: true, delivery: 'failed' });
    expect(report).toMatchObject({ direction: 'in', automatic: true });
    expect(report?.evidence).toContain(`It reports on our mail <${receipt?.messageId}>.`);
    // Nobody holds the case: all who work it are told, and the report itself is answered by nobody.
    expect(await sent()).toEqual([
      'receipt to mia@customer.example',
      'notice to ann@desk.example',
      'notice to bob@desk.example',
    ]);
    const [, notice] = peer.mail.messages(deskAddress, 'sentitems');
    expect((await simpleParser(notice?.raw ?? '')).text).toContain(noSuchUser);
    expect(await cases()).toBe(1);
  });

  it('is told to the assignee alone, where there is one', async () => {
    asks();
    const receipt = await until(() => peer.mail.messages(deskAddress, 'sentitems')[0], 'the receipt');
    await at.desk.claim('agent:bob', { case: 'C-1001' });
    const [recipient, said, now] = ['mia@customer.example', noSuchUser, Temporal.Now.instant()];
    for (const serial of [1, 2]) {
      const report = undeliverable(deskAddress, { original: receipt.raw, recipient, said, at: now, serial });
      peer.mail.deliver(deskAddress, report);
    }
    await untilReported(2);
    expect(await sent()).toEqual(['receipt to mia@customer.example', 'notice to bob@desk.example']);
    expect((await at.desk.read.case('C-1001'))?.record).toMatchObject({ state: 'open', assignee: 'bob' });
    expect(await cases()).toBe(1);
  });

  it('ends there, also where the notices of it reach nobody either', async () => {
    for (const name of ['mia@customer', 'ann@desk', 'bob@desk']) peer.mail.bounce(`${name}.example`, noSuchUser);
    asks();
    await untilReported(3);
    expect(await sent()).toHaveLength(3);
    expect(reports()).toHaveLength(3);
    expect(await cases()).toBe(1);
    expect(await onCase()).toHaveLength(3);
  });

  it('is told apart from an answer of ours that bounces later and names it among its references', async () => {
    peer.mail.bounce('mia@customer.example', noSuchUser);
    asks();
    await untilReported(1);
    await at.desk.claim('agent:ann', { case: 'C-1001' });
    await at.desk.reply('agent:ann', { case: 'C-1001', text: 'Please try again.' });
    await untilReported(2);
    await until(async () => (await sent()).length >= 5 || undefined, 'the notice of the answer');
    await atRest();
    expect((await sent()).slice(3)).toEqual(['reply to mia@customer.example', 'notice to ann@desk.example']);
    expect((await onCase()).map(({ delivery }) => delivery)).toEqual([
      undefined,
      'failed',
      undefined,
      'failed',
      undefined,
    ]);
  });
});
