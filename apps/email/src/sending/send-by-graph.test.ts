import { Readable } from 'node:stream';

import { openTestStore } from '@sla/case-store/contract';
import { Temporal } from '@sla/core';
import { until } from '@sla/desk/testing';
import { GraphError } from '@sla/graph';
import { type GraphPeer, startGraphPeer } from '@sla/graph/testing';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ComposedMail } from '../compose-email.ts';
import { openDeskForTest } from '../testing/desk-for-test.ts';
import { graphOptions } from '../testing/graph-options.ts';
import { deskAddress } from '../testing/test-desk.ts';
import type { MailTransport } from './mail-transport.ts';
import { failureOf, sendByGraph } from './send-by-graph.ts';
import { deskWritesFrom, waysOut } from './ways-out.ts';

let peer: GraphPeer;
const closing: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  peer = await startGraphPeer();
  closing.push(() => peer.close());
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const head = `From: Ann at Acme Support <${deskAddress}>\r\nTo: mia@customer.example\r\nMessage-ID: <out.1.1@desk.example>\r\nReferences: <a@b> <c@d>\r\nX-SLA-Desk: reply; case=C-1\r\n`;
const raw = `${head}Subject: =?utf-8?Q?Antwort?=\r\n\r\nGrüße\r\n`;

function letter(content: string | Buffer = raw): ComposedMail {
  return {
    messageId: 'out.1.1@desk.example',
    from: deskAddress,
    envelope: { from: deskAddress, to: ['mia@customer.example'] },
    createReadStream: () => Readable.from([Buffer.from(content)]),
  };
}

const sent = () => peer.mail.messages(deskAddress, 'sentitems');
const signal = new AbortController().signal;

async function openWay(larger?: MailTransport, clock = { now: Temporal.Instant.from('2026-11-23T10:00:00Z') }) {
  const store = await openTestStore({ now: () => clock.now });
  closing.push(() => store.close());
  return { store, clock, way: sendByGraph(graphOptions(peer), store, larger) };
}

describe('a letter by Microsoft Graph', () => {
  it('goes out as the bytes that we wrote', async () => {
    const { way } = await openWay();
    expect(await way.send(letter(), signal)).toEqual({
      kind: 'delivered',
      messageId: 'out.1.1@desk.example',
      detail: 'sent by Microsoft Graph',
    });
    expect(sent().map((mail) => mail.raw.toString())).toEqual([raw]);
  });

  it.each(['drop-after', 'done-but-502'] as const)(
    'is not sent twice where its answer was lost (%s)',
    async (fault) => {
      const { way } = await openWay();
      peer.fail({ method: 'POST', path: /send$/, fault });
      await way.send(letter(), signal);
      expect((await way.send(letter(), signal)).kind).toBe('delivered');
      expect(sent()).toHaveLength(1);
    },
  );

  it('is not sent twice by a process that died before it could say so', async () => {
    const { store, way } = await openWay();
    await way.send(letter(), signal);
    const another = sendByGraph(graphOptions(peer), store);
    expect(await another.send(letter(), signal)).toMatchObject({
      kind: 'delivered',
      detail: 'had been sent by Microsoft Graph',
    });
    expect(sent()).toHaveLength(1);
  });

  it.each([
    ['the draft', /messages$/],
    ['the sending', /send$/],
  ])('is tried again where the line broke at %s, and arrives once', async (_, path) => {
    const { way } = await openWay();
    peer.fail({ method: 'POST', path, fault: 'drop', times: 2 });
    expect((await way.send(letter(), signal)).kind).toBe('try-again');
    expect((await way.send(letter(), signal)).kind).not.toBe('refused');
    await way.send(letter(), signal);
    expect(sent()).toHaveLength(1);
  });

  it('waits as long as the service asks', async () => {
    const { way } = await openWay();
    peer.fail({ method: 'POST', path: /messages$/, fault: { status: 429, retryAfter: 77 }, times: 9 });
    expect(await way.send(letter(), signal)).toMatchObject({ kind: 'try-again', retryAfterSeconds: 77 });
    expect(sent()).toEqual([]);
  });

  it('is given up where the service refuses the mail itself, and says why', async () => {
    const { way } = await openWay();
    peer.fail({ method: 'POST', path: /send$/, fault: { status: 400, code: 'ErrorInvalidRecipients' } });
    expect(await way.send(letter(), signal)).toMatchObject({
      kind: 'refused',
      error: expect.stringContaining('ErrorInvalidRecipients'),
    });
  });

  it('waits where the app may not send yet, or the mailbox has sent its share of the day', async () => {
    const { way } = await openWay();
    peer.fail({ method: 'POST', path: /send$/, fault: { status: 403, code: 'ErrorAccessDenied' } });
    expect((await way.send(letter(), signal)).kind).toBe('try-again');
    peer.fail({ method: 'POST', path: /send$/, fault: { status: 400, code: 'ErrorExceededMessageLimit' } });
    expect((await way.send(letter(), signal)).kind).toBe('try-again');
    expect((await way.send(letter(), signal)).kind).toBe('delivered');
  });

  it('is written anew where somebody threw its draft away, once that is sure', async () => {
    const { way, clock } = await openWay();
    peer.fail({ method: 'POST', path: /send$/, fault: { status: 403 } });
    await way.send(letter(), signal);
    const [draft] = peer.mail.messages(deskAddress, 'drafts');
    peer.mail.remove(deskAddress, draft?.id ?? '');
    expect((await way.send(letter(), signal)).kind).toBe('try-again');
    clock.now = clock.now.add({ minutes: 11 });
    expect((await way.send(letter(), signal)).kind).toBe('delivered');
    expect(sent()).toHaveLength(1);
  });

  it('that is too large for Graph goes by the relay, or says what to do', async () => {
    const large = letter(Buffer.concat([Buffer.from(raw), Buffer.alloc(3_200_000, 'a')]));
    expect(await (await openWay()).way.send(large, signal)).toMatchObject({
      kind: 'refused',
      error: expect.stringContaining('name a relay'),
    });
    const relayed: ComposedMail[] = [];
    const relay: MailTransport = {
      name: 'relay',
      send: async (mail) => {
        relayed.push(mail);
        return { kind: 'delivered' };
      },
      close: async () => undefined,
    };
    expect((await (await openWay(relay)).way.send(large, signal)).kind).toBe('delivered');
    expect(relayed).toEqual([large]);
    expect(peer.requests).toEqual([]);
  });

  it('with large files has them put beside its words, and is begun anew where one did not get there', async () => {
    const content = Buffer.alloc(5_000_000, 'x');
    const files = [
      {
        name: 'Protokoll.pdf',
        type: 'application/pdf',
        size: content.length,
        inline: false,
        open: () => Readable.from([content]),
      },
    ];
    const whole = letter(Buffer.concat([Buffer.from(raw), content]));
    const large = { ...whole, apart: { createReadStream: letter().createReadStream, files } };
    const { way } = await openWay();
    peer.fail({ method: 'PUT', path: /upload/, fault: 'drop' });
    expect((await way.send(large, signal)).kind).toBe('try-again');
    expect((await way.send(large, signal)).kind).toBe('delivered');
    expect(
      sent().map((mail) => [mail.raw.toString(), mail.files.map(({ name, content: { length } }) => [name, length])]),
    ).toEqual([[raw, [['Protokoll.pdf', content.length]]]]);
  });

  it('is not begun when its time is up', async () => {
    const { way } = await openWay();
    expect((await way.send(letter(), AbortSignal.abort(new Error('too slow')))).kind).toBe('try-again');
    expect(sent()).toEqual([]);
  });
});

it('a fault that is none of Graph’s may pass', () => {
  expect(failureOf(new Error('disk full'))).toEqual({ kind: 'try-again', error: 'disk full' });
  expect(failureOf(new GraphError('conflict', 'changed', { doing: 'send mail' }))).toMatchObject({ kind: 'try-again' });
});

describe('a desk whose mailbox is at Microsoft', () => {
  it('answers from there: the receipt, and then the reply in its thread', async () => {
    const desk = await openDeskForTest({ graph: [graphOptions(peer)] }, { withoutMail: true });
    closing.push(() => desk.close());
    peer.mail.deliver(
      deskAddress,
      `Message-ID: <q@customer.example>\r\nFrom: Mia <mia@customer.example>\r\nTo: ${deskAddress}\r\nSubject: VPN\r\n\r\nNo VPN.\r\n`,
    );
    await until(() => sent()[0], 'the receipt');
    await desk.desk.reply('agent:ann', { case: 'C-1001', text: 'Please try again.' });
    const reply = await until(() => sent()[1], 'the reply');
    const blob = await desk.store.blobs.put(Readable.from([Buffer.alloc(4_000_000, 'y')]));
    const attachments = [{ id: 'a', name: 'Log für alle.txt', type: 'text/plain', blob, inline: false }];
    await desk.desk.reply('agent:ann', { case: 'C-1001', text: 'See the log.', attachments });
    const third = await until(() => sent()[2], 'the reply with a file');
    expect(third.files.map(({ name, content }) => [name, content.length])).toEqual([['Log für alle.txt', 4_000_000]]);
    expect((await simpleParser(third.raw)).headers.get('x-sla-desk')).toBe('reply; case=C-1001');
    const mail = await simpleParser(reply.raw);
    expect(mail.inReplyTo).toBe('<q@customer.example>');
    expect(mail.headers.get('x-sla-desk')).toBe('reply; case=C-1001');
    expect(desk.channel.status().sendsTo).toBe(
      `Microsoft Graph from ${deskAddress}, the built-in mail catcher for the rest`,
    );
    expect(await desk.caught()).toEqual([]);
  });

  it('leaves other addresses to the relay, and writes its own notices from where mail leaves', () => {
    const options = {
      graph: [graphOptions(peer, { address: 'help@desk.example' })],
      desk: { address: deskAddress } as never,
    };
    expect(deskWritesFrom(options)).toBe('help@desk.example');
    expect(deskWritesFrom({ ...options, relay: { host: 'h', port: 25, secure: false } })).toBe(deskAddress);
    expect(deskWritesFrom({ ...options, graph: [graphOptions(peer, { send: false })] })).toBe(deskAddress);
    const house: MailTransport = {
      name: 'house',
      send: async () => ({ kind: 'delivered' }),
      close: async () => undefined,
    };
    expect(waysOut({ graph: [graphOptions(peer, { send: false })] }, {} as never, house)).toBe(house);
  });
});
