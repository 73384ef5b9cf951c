import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';

import type { GraphPort } from '../graph-port.ts';
import { failureOf } from '../testing/failure.ts';
import { withPeer } from '../testing/with-peer.ts';
import type { MailPage, MailReading } from './mail-port.ts';

const mailbox = 'support@desk.example';
const inbox = { mailbox, folder: 'inbox' };

const mimeOf = (subject: string, more = '') =>
  `Message-ID: <${subject.replaceAll(' ', '-')}@customer.example>\r\nFrom: Ada <ada@customer.example>\r\nSubject: ${subject}\r\n${more}\r\nHello`;

async function readAll(graph: GraphPort, reading: MailReading = {}): Promise<MailPage[]> {
  const pages: MailPage[] = [];
  for await (const page of graph.mail.arrivals(inbox, reading)) pages.push(page);
  return pages;
}

const subjectsOf = (pages: readonly MailPage[]) => pages.flatMap(({ messages }) => messages.map((m) => m.subject));

test('what came into a folder is read page by page, and then only what is new', async () => {
  const { peer, graph } = await withPeer();
  for (const n of [1, 2, 3, 4, 5]) peer.mail.deliver(mailbox, mimeOf(`mail ${n}`));

  const pages = await readAll(graph, { pageSize: 2 });
  expect(pages.map(({ messages }) => messages.length)).toEqual([2, 2, 1]);
  expect(pages.map(({ upToDate }) => upToDate)).toEqual([false, false, true]);
  expect(pages[0]?.messages[0]).toEqual({
    id: 'imm-1',
    internetMessageId: '<mail-1@customer.example>',
    receivedAt: Temporal.Instant.from('2026-03-02T09:00:00Z'),
    subject: 'mail 1',
    fromAddress: 'ada@customer.example',
    isRead: false,
    isDraft: false,
    hasAttachments: false,
  });

  const cursor = pages.at(-1)?.cursor ?? '';
  expect(subjectsOf(await readAll(graph, { cursor }))).toEqual([]);
  peer.mail.deliver(mailbox, mimeOf('mail 6'));
  peer.mail.remove(mailbox, 'imm-1');
  expect(subjectsOf(await readAll(graph, { cursor }))).toEqual(['mail 6']);
});

test('reading resumes from any page, not only from the last', async () => {
  const { peer, graph } = await withPeer();
  for (const n of [1, 2, 3]) peer.mail.deliver(mailbox, mimeOf(`mail ${n}`));
  const [first] = await readAll(graph, { pageSize: 1 });
  expect(subjectsOf(await readAll(graph, { cursor: first?.cursor ?? '' }))).toEqual(['mail 2', 'mail 3']);
});

test('an expired cursor starts anew from the given instant and says so', async () => {
  const { peer, graph, clock } = await withPeer();
  peer.mail.deliver(mailbox, mimeOf('long ago'));
  clock.pass({ hours: 48 });
  peer.mail.deliver(mailbox, mimeOf('lately'));
  const [page] = await readAll(graph);
  peer.mail.expireCursors();
  const receivedSince = clock.now().subtract({ hours: 24 });
  const again = await readAll(graph, { cursor: page?.cursor ?? '', receivedSince });
  expect(subjectsOf(again)).toEqual(['lately']);
  expect(again.map(({ restarted }) => restarted)).toEqual([true]);
});

test('the limit of a first reading holds to its end, over a restart in the middle, and not longer', async () => {
  const { peer, graph, clock } = await withPeer();
  const old = clock.now().subtract({ hours: 240 });
  for (const n of [1, 2, 3, 4]) {
    peer.mail.deliver(mailbox, mimeOf(`old ${n}`), { receivedAt: old });
    peer.mail.deliver(mailbox, mimeOf(`new ${n}`));
  }
  const receivedSince = clock.now().subtract({ hours: 24 });
  const [first] = await readAll(graph, { receivedSince, pageSize: 3 });
  const rest = await readAll(graph, { cursor: first?.cursor ?? '', pageSize: 3 });
  expect(subjectsOf([...(first ? [first] : []), ...rest])).toEqual(['new 1', 'new 2', 'new 3', 'new 4']);

  const moved = peer.mail.deliver(mailbox, mimeOf('dug out'), { receivedAt: old, folder: 'archive' });
  peer.mail.move(mailbox, moved, 'inbox');
  expect(subjectsOf(await readAll(graph, { cursor: rest.at(-1)?.cursor ?? '', receivedSince }))).toEqual(['dug out']);
});

test('within a page the oldest comes first, however the service sorts', async () => {
  const { peer, graph, clock } = await withPeer();
  peer.mail.deliver(mailbox, mimeOf('second'));
  peer.mail.deliver(mailbox, mimeOf('first'), { receivedAt: clock.now().subtract({ minutes: 1 }) });
  expect(subjectsOf(await readAll(graph))).toEqual(['first', 'second']);
});

test('a first reading that is answered with 410 is an error, not an endless loop', async () => {
  const { peer, graph } = await withPeer();
  peer.fail({ path: /delta/, fault: 'cursor-expired', times: 9 });
  expect((await failureOf(readAll(graph))).code).toBe('cursor-expired');
});

test('a cursor that leads to another host is refused before a token goes there', async () => {
  const { peer, graph } = await withPeer();
  const error = await failureOf(readAll(graph, { cursor: 'https://graph.microsoft.com.evil.example/v1.0/x' }));
  expect(error.code).toBe('invalid');
  expect(error.message).toContain('forget it and read anew');
  expect(peer.requests).toEqual([]);
});

test('raw MIME is streamed byte for byte, whatever its size', async () => {
  const { peer, graph } = await withPeer();
  const raw = Buffer.concat([Buffer.from(mimeOf('big')), Buffer.alloc(8_000_000, 'x\r\n'), Buffer.from([0xff, 0x00])]);
  const id = peer.mail.deliver(mailbox, raw);
  const chunks: Uint8Array[] = [];
  for await (const chunk of await graph.mail.raw(mailbox, id)) chunks.push(chunk);
  expect(chunks.length).toBeGreaterThan(1);
  expect(Buffer.concat(chunks).equals(raw)).toBe(true);
});

test('a message keeps its id when it is marked and moved', async () => {
  const { peer, graph } = await withPeer();
  const id = peer.mail.deliver(mailbox, mimeOf('to file'));
  const folder = await graph.mail.folderAt(mailbox, "Support/Ada's");
  await graph.mail.markRead(mailbox, id);
  await graph.mail.move(mailbox, id, folder);
  expect(peer.mail.messages(mailbox, folder)).toMatchObject([{ id, isRead: true }]);
  await graph.mail.move(mailbox, id, folder);
  expect(peer.mail.folderNames(mailbox).slice(-2)).toEqual(['Support', "Ada's"]);
});

test('well-known folders are found in every language, and so is what is in them', async () => {
  const { peer, graph } = await withPeer();
  expect(await graph.mail.folderAt(mailbox, 'INBOX')).toBe('inbox');
  expect(await graph.mail.folderAt(mailbox, 'Sent Items')).toBe('sentitems');
  expect(peer.requests).toEqual([]);
  const done = await graph.mail.folderAt(mailbox, 'Inbox/Done');
  expect(await graph.mail.folderAt(mailbox, 'inbox/Done')).toBe(done);
  expect(await graph.mail.folderAt(mailbox, 'Done')).not.toBe(done);
});

test('a folder that is there already, or appears meanwhile, is used', async () => {
  const { peer, graph } = await withPeer();
  const first = await graph.mail.folderAt(mailbox, 'Done');
  expect(await graph.mail.folderAt(mailbox, '/Done/')).toBe(first);
  peer.fail({ method: 'POST', path: /mailFolders$/, fault: 'drop-after' });
  const other = await graph.mail.folderAt(mailbox, 'Other');
  expect(await graph.mail.folderAt(mailbox, 'Other')).toBe(other);
  expect((await failureOf(graph.mail.folderAt(mailbox, '/'))).code).toBe('invalid');
});

test('raw MIME is sent as it is, and its draft is gone', async () => {
  const { peer, graph } = await withPeer();
  const mime = Buffer.from(mimeOf('réponse', 'References: <a@b>\r\n'), 'utf8');
  const draft = await graph.mail.send(mailbox, mime);
  const [sent] = peer.mail.messages(mailbox, 'sentitems');
  expect(sent?.raw.equals(mime)).toBe(true);
  expect(sent?.id).toBe(draft.id);
  expect(peer.mail.messages(mailbox, 'drafts')).toEqual([]);
});

test('a mail too large for one request is refused with what to do instead', async () => {
  const { peer, graph } = await withPeer();
  const error = await failureOf(graph.mail.send(mailbox, Buffer.alloc(3_100_000, 'a')));
  expect(error.code).toBe('too-large');
  expect(error.message).toBe(
    'The mail is 3.1 MB; Microsoft Graph takes 3 MB of MIME. Send it by SMTP, or its attachments as links.',
  );
  expect(peer.requests).toEqual([]);
});

test.each(['drop-after', 'done-but-502'] as const)(
  'a send that went through although the answer was lost (%s) counts as sent',
  async (fault) => {
    const { peer, graph } = await withPeer();
    const draft = await graph.mail.createDraft(mailbox, mimeOf('once'));
    peer.fail({ method: 'POST', path: /send$/, fault });
    expect(await graph.mail.sendDraft(draft)).toBe('sent');
    expect(await graph.mail.sendDraft(draft)).toBe('already-sent');
    expect(peer.mail.messages(mailbox, 'sentitems')).toHaveLength(1);
  },
);

test.each(['drop', { status: 502 }] as const)(
  'a send that did not go through (%o) says that it is not known, and can be sent again',
  async (fault) => {
    const { peer, graph } = await withPeer();
    const draft = await graph.mail.createDraft(mailbox, mimeOf('once'));
    peer.fail({ method: 'POST', path: /send$/, fault });
    expect((await failureOf(graph.mail.sendDraft(draft))).code).toBe('outcome-unknown');
    expect(await graph.mail.sendDraft(draft)).toBe('sent');
    expect(peer.mail.messages(mailbox, 'sentitems')).toHaveLength(1);
  },
);

test('a sent copy with an id of its own is found by its Message-ID', async () => {
  const { peer, graph } = await withPeer();
  peer.mail.sentCopiesGetNewIds = true;
  const draft = await graph.mail.createDraft(mailbox, mimeOf("it's sent"));
  peer.fail({ method: 'POST', path: /send$/, fault: 'drop-after' });
  expect(await graph.mail.sendDraft(draft)).toBe('sent');
  expect(await graph.mail.sendDraft(draft)).toBe('already-sent');
});

test.each([
  ['small', 1_000, 0],
  ['large', 9_000_000, 3],
])(
  'a %s file is put beside a draft’s words, and no token goes where Exchange takes pieces',
  async (_, size, pieces) => {
    const { peer, graph } = await withPeer();
    const content = Buffer.alloc(size, 'x');
    const draft = await graph.mail.createDraft(mailbox, mimeOf('with a file'));
    await graph.mail.attach(draft, {
      name: 'Prüfung.bin',
      type: 'application/octet-stream',
      size,
      contentId: 'c1',
      inline: true,
      content: (async function* () {
        for (let at = 0; at < size; at += 70_000) yield content.subarray(at, at + 70_000);
      })(),
    });
    await graph.mail.sendDraft(draft);
    const [sent] = peer.mail.messages(mailbox, 'sentitems');
    expect(sent?.files.map((file) => ({ ...file, content: file.content.equals(content) }))).toEqual([
      { name: 'Prüfung.bin', contentType: 'application/octet-stream', contentId: 'c1', isInline: true, content: true },
    ]);
    expect(peer.requests.filter(({ method }) => method === 'PUT')).toHaveLength(pieces);
  },
);

test('a file that no mail takes, or that is not as long as was said, is refused', async () => {
  const { peer, graph } = await withPeer();
  const draft = await graph.mail.createDraft(mailbox, mimeOf('with a file'));
  const file = { name: 'a.iso', type: 'application/x', inline: false } as const;
  const short = (async function* () {
    yield Buffer.alloc(4_000_000);
  })();
  expect((await failureOf(graph.mail.attach(draft, { ...file, size: 151e6, content: short }))).code).toBe('too-large');
  expect(peer.requests.filter(({ path }) => path.includes('attachments'))).toEqual([]);
  expect((await failureOf(graph.mail.attach(draft, { ...file, size: 5e6, content: short }))).code).toBe('invalid');
});

test('a draft that somebody threw away is not found, and nothing is sent', async () => {
  const { peer, graph } = await withPeer();
  const draft = await graph.mail.createDraft(mailbox, mimeOf('gone'));
  peer.mail.remove(mailbox, draft.id);
  expect((await failureOf(graph.mail.sendDraft(draft))).code).toBe('not-found');
  expect(peer.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('send'))).toEqual([]);
});

test('a mailbox that Exchange keeps from us is told apart from a permission we lack', async () => {
  const { peer, graph } = await withPeer({ roles: ['User.Read.All'] });
  const lacking = await failureOf(readAll(graph));
  expect(lacking.code).toBe('permission-missing');
  expect(lacking.facts.permissions).toContain('Mail.ReadWrite');
  expect(lacking.message).toBe(
    'Microsoft Graph would not read mail (status 403): the app lacks Application Mail.Read, which Exchange assigns it for this mailbox (New-ManagementRoleAssignment; up to two hours pass until it counts), or else the application permission Mail.Read for the whole tenant: add it under App registrations → API permissions → Microsoft Graph and grant admin consent; a token that is an hour old may still be without it. It said: Authorization_RequestDenied: Insufficient privileges to complete the operation.',
  );

  peer.tokens.grant('Mail.ReadWrite');
  peer.fail({ path: /delta/, fault: { status: 403, code: 'ErrorAccessDenied' } });
  const denied = await failureOf(readAll(graph));
  expect(denied.code).toBe('access-denied');
  expect(denied.message).toContain('an application access policy of Exchange keeps it from this mailbox');
  expect(subjectsOf(await readAll(graph))).toEqual([]);
});

test('a mailbox that Exchange assigns needs nothing of the tenant, and opens no other', async () => {
  const { peer, graph } = await withPeer({ roles: [] });
  peer.mail.assign(mailbox);
  peer.mail.deliver(mailbox, mimeOf('for us'));
  expect(subjectsOf(await readAll(graph))).toEqual(['for us']);
  await graph.mail.send(mailbox, mimeOf('from us'));
  expect((await failureOf(graph.mail.send('ceo@desk.example', mimeOf('not from us')))).code).toBe('permission-missing');
});
