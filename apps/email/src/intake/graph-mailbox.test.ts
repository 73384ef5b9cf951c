import { until } from '@sla/desk/testing';
import { type GraphPeer, startGraphPeer } from '@sla/graph/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GraphOptions } from '../config.ts';
import { type DeskForTest, openDeskForTest } from '../testing/desk-for-test.ts';
import { graphOptions } from '../testing/graph-options.ts';
import { deskAddress } from '../testing/test-desk.ts';

let peer: GraphPeer;
let desk: DeskForTest | undefined;

beforeEach(async () => {
  peer = await startGraphPeer();
});
afterEach(async () => {
  await desk?.close();
  desk = undefined;
  await peer.close();
});

const mime = (name: string) =>
  `Message-ID: <${name}@customer.example>\r\nFrom: Mia <mia@customer.example>\r\nTo: ${deskAddress}\r\nSubject: ${name}\r\n\r\nHello\r\n`;

async function open(change: Partial<GraphOptions> = {}): Promise<DeskForTest> {
  const options = graphOptions(peer, { send: false, ...change });
  desk = await openDeskForTest({ graph: [options] }, { withoutMail: true });
  return desk;
}

const subjects = async (of: DeskForTest) =>
  (await of.desk.read.queue({ limit: 50 })).cases.map(({ item }) => item.record.subject).sort();
const untilSubjects = async (of: DeskForTest, wanted: readonly string[]) => {
  const found = await until(
    async () => {
      const now = await subjects(of);
      return now.length >= wanted.length ? now : undefined;
    },
    `the cases ${wanted.join(', ')}`,
  );
  expect(found).toEqual(wanted);
};

describe('a Microsoft 365 mailbox by Graph', () => {
  it('gives cases of its unread mail and of what arrives, and marks what was taken', async () => {
    const read = peer.mail.deliver(deskAddress, mime('read long since'));
    const message = peer.mail.messages(deskAddress).find(({ id }) => id === read);
    if (message) message.isRead = true;
    peer.mail.deliver(deskAddress, mime('a'));
    const opened = await open();
    await untilSubjects(opened, ['a']);
    peer.mail.deliver(deskAddress, mime('b'));
    await untilSubjects(opened, ['a', 'b']);
    await until(() => (peer.mail.messages(deskAddress).every(({ isRead }) => isRead) ? true : undefined), 'all marked');
    expect(opened.channel.status().mailboxes[0]).toMatchObject({ id: 'support', taken: 2 });
  });

  it('moves what was taken into a folder that it makes, and begins where it stopped', async () => {
    peer.mail.deliver(deskAddress, mime('a'));
    const opened = await open({ moveTo: 'Support/Done' });
    await untilSubjects(opened, ['a']);
    await until(
      () => (peer.mail.messages(deskAddress, 'inbox').length === 0 ? true : undefined),
      'the mail to be moved',
    );
    expect(peer.mail.folderNames(deskAddress)).toContain('Done');
  });

  it('moves what it could not move at first, and makes one case of it', async () => {
    peer.mail.deliver(deskAddress, mime('a'));
    peer.fail({ method: 'POST', path: /move$/, fault: { status: 503, retryAfter: 3_600 } });
    const opened = await open({ moveTo: 'Support/Done' });
    await until(
      () => (peer.mail.messages(deskAddress, 'inbox').length === 0 ? true : undefined),
      'the mail to be moved',
    );
    await opened.channel.idle();
    expect(await subjects(opened)).toEqual(['a']);
  });

  it('makes no case twice when its place in the mailbox is lost', async () => {
    peer.mail.deliver(deskAddress, mime('a'));
    const opened = await open();
    await untilSubjects(opened, ['a']);
    peer.mail.expireCursors();
    peer.mail.deliver(deskAddress, mime('b'));
    await untilSubjects(opened, ['a', 'b']);
    await until(() => (opened.channel.status().mailboxes[0]?.known ?? 0) > 0 || undefined, 'the first to be known');
    expect(await subjects(opened)).toEqual(['a', 'b']);
  });

  it('says what is wrong with the app, and goes on when it is right', async () => {
    const opened = await open({ secret: 'wrong' });
    const error = await until(() => opened.channel.status().mailboxes[0]?.lastError, 'a fault');
    expect(error).toMatch(/secret|credential/i);
  });
});
