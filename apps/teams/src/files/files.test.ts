import { type GraphPeer, startGraphPeer } from '@sla/graph/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { type DeskForTest, openDeskForTest, rule } from '../testing/desk-for-test.ts';
import { appId, type PeerPerson, type PeerPlace, tenantId, wordsOfCard } from '../testing/teams-peer.ts';

const teamId = 'aaaaaaaa-0000-4000-8000-000000000001';
const customers: PeerPlace = { conversationId: '19:customers@thread.tacv2', kind: 'channel' };
let graph: GraphPeer;
let desk: DeskForTest;
let dana: PeerPerson;

async function openDesk(files: boolean): Promise<void> {
  graph = await startGraphPeer({ now: () => desk.now(), app: { tenantId, clientId: appId } });
  desk = await openDeskForTest((peer) => ({
    channels: [rule(peer.channel('customers'), { intake: true, teamId }), rule(peer.channel('triage'), { teamId })],
    options: {
      clientSecret: 'peer-secret',
      graph: { presence: false, activityFeed: false, notifications: false, files },
      peer: { ...peer.options, graphFetch: graph.settings.fetch },
    },
  }));
  for (const name of ['customers', 'triage']) graph.teams.addChannel({ teamId, channelId: `19:${name}@thread.tacv2` });
  dana = desk.peer.person('Dana', 8, 'dana@ashdown.example');
}

beforeEach(() => openDesk(true));
afterEach(async () => {
  expect(desk.peer.connector.cardFaults).toEqual([]);
  await desk.close();
  await graph.close();
});

/** What a channel's HTML shows of a file, and all that the connector tells of it. */
const clip = [{ contentType: 'text/html', content: '<p>See</p><attachment id="a1"></attachment>' }];

/** Somebody writes in a channel: Graph knows the files, the connector says that there are some. */
async function post(text: string, attachments: readonly object[], place = customers, rootId?: string) {
  const { conversationId: channelId } = place;
  const id = graph.teams.post({
    teamId,
    channelId,
    content: text,
    contentType: 'html',
    attachments,
    ...(rootId !== undefined && { replyTo: rootId }),
    from: { id: dana.objectId, displayName: 'Dana' },
  });
  await desk.peer.say(dana, place, text, { id, attachments: clip, ...(rootId !== undefined && { rootId }) });
  await desk.settled();
  return id;
}
const shared = (name: string, content: string | Uint8Array) => [
  { id: 'a1', contentType: 'reference', name, contentUrl: graph.files.add(name, content) },
];
const newest = async () => {
  const { cases } = await desk.desk.read.queue({});
  const view = await desk.desk.read.case(cases[0]?.item.record.number ?? '');
  const message = view?.messages.findLast(({ automatic }) => !automatic);
  return { view, message, files: message?.attachments.map(({ name, blob }) => [name, blob.size]) };
};

describe('files of what customers post', () => {
  test('come from SharePoint into the case', async () => {
    await post('<p>Imports fail, see the log</p>', shared('import.log', 'ERROR 42'));
    const { message, files } = await newest();
    expect([message?.text, files]).toEqual(['Imports fail, see the log', [['import.log', 8]]]);
  });

  test('pictures inside the words come along, once each', async () => {
    const id = graph.teams.post({ teamId, channelId: customers.conversationId, content: 'x' });
    const hosted = graph.files.host(id, Buffer.from('png'));
    const source = `https://graph.microsoft.com/v1.0/teams/${teamId}/channels/c/messages/${id}/hostedContents/${hosted}/$value`;
    const html = `<p>Looks so: <img src="${source}"></p>`;
    graph.teams.edit(id, html);
    await desk.peer.say(dana, customers, html, { id });
    await desk.settled();
    expect((await newest()).files).toEqual([['image-1.png', 3]]);
  });

  test('a picture that the connector hands out is fetched there, with our token, and from nowhere else', async () => {
    desk.peer.connector.pictures.set('/emea/v3/attachments/p1/views/original', Buffer.from('png!'));
    const at = (contentUrl: string) => [{ contentType: 'image/png', name: 'screen.png', contentUrl }];
    await desk.peer.say(dana, customers, 'Look', {
      attachments: at(`${desk.peer.serviceUrl}v3/attachments/p1/views/original`),
    });
    await desk.settled();
    expect((await newest()).files).toEqual([['screen.png', 4]]);
    await desk.peer.say(dana, customers, 'Gradebook', { attachments: at('https://169.254.169.254/latest') });
    await desk.settled();
    const { cases } = await desk.desk.read.queue({ text: 'Gradebook' });
    const view = await desk.desk.read.case(cases[0]?.item.record.number ?? '');
    expect(view?.messages[0]?.text).toMatch(/^Gradebook\n\n\[screen\.png: kept neither in SharePoint nor in OneDrive/);
  });

  test('what is too large, or kept elsewhere, is named with the reason and a link', async () => {
    await post('<p>Two files</p>', [
      ...shared('big.iso', Buffer.alloc(1024 * 1024 + 1)),
      { id: 'a2', contentType: 'reference', name: 'x.txt', contentUrl: 'https://evil.example/x.txt' },
    ]);
    const { message, files } = await newest();
    expect(files).toEqual([]);
    expect(message?.text).toMatch(
      /^Two files\n\n\[big\.iso: larger than 1 MB, so not carried over\. It is here: https:\/\/acme\.sharepoint\.com\/.*big\.iso\]\n\n\[x\.txt: kept neither/,
    );
  });

  test('a lacking permission is said in the case and on the board, and the message is not lost', async () => {
    graph.tokens.revoke('Files.ReadWrite.All');
    await post('<p>See the log</p>', shared('import.log', 'ERROR 42'));
    expect((await newest()).message?.text).toContain(
      '[import.log: not carried over, since the app lacks the permission Files.Read.All. It is here: https://acme.sharepoint.com/',
    );
    expect(desk.channel.status().faults).toMatchObject([
      { place: 'files', sentence: expect.stringContaining('Files.Read.All') },
    ]);
  });

  test('while SharePoint is away the post waits, and comes whole', async () => {
    graph.fail({ fault: { status: 503 }, path: /^\/shares/, times: 4 });
    await post('<p>See the log</p>', shared('import.log', 'ERROR 42'));
    await expect.poll(async () => (await newest()).files, { timeout: 10_000 }).toEqual([['import.log', 8]]);
  });

  test('where files are not turned on, it says so and where they are', async () => {
    await desk.close();
    await graph.close();
    await openDesk(false);
    const id = await post('<p>See the log</p>', shared('import.log', 'ERROR 42'));
    expect((await newest()).message?.text).toBe(
      `See the log\n\n[Files: not carried over, since graph.files is not turned on for channels.teams. It is here: https://teams.microsoft.com/l/message/19%3Acustomers%40thread.tacv2/${id}]`,
    );
  });
});

describe('what is changed later', () => {
  test('stands beside the first words with its new files; a reaction is no change', async () => {
    const first = shared('import.log', 'ERROR 42');
    const id = await post('<p>Imports fail</p>', first);
    const before = await newest();
    const change = (text: string | undefined) => desk.peer.change(dana, customers, { id, rootId: id }, text, clip);
    await change('<p>Imports fail</p>');
    await desk.settled();
    expect((await newest()).view?.messages).toHaveLength(before.view?.messages.length ?? 0);
    graph.teams.edit(id, '<p>Imports fail since noon</p>');
    await change('<p>Imports fail since noon</p>');
    await desk.settled();
    expect((await newest()).message?.text).toMatch(/^Changed in Teams .*\n\nImports fail since noon$/s);
    expect((await newest()).files).toEqual([]);
    await change(undefined);
    await desk.settled();
    const after = await newest();
    expect(after.message?.text).toContain('Taken back in Teams');
    expect(after.view?.sla.clocks).toEqual(before.view?.sla.clocks);
  });

  test('in a case’s thread it is a colleague’s note that changes', async () => {
    const number = await desk.mail();
    await desk.settled();
    const [card] = desk.peer.connector.messages;
    const rootId = card?.id ?? '';
    await desk.peer.say(desk.ann, desk.triage, 'It was the disc', { id: '77', rootId });
    await desk.settled();
    await desk.peer.change(desk.ann, desk.triage, { id: '77', rootId }, 'It was the disk');
    await desk.settled();
    const notes = (await desk.desk.read.case(number))?.messages.filter(({ direction }) => direction === 'note');
    expect(notes?.map(({ text, author }) => [text.split('\n').at(-1), author])).toEqual([
      ['It was the disc', 'agent:ann'],
      ['It was the disk', 'agent:ann'],
    ]);
  });
});

describe('files that agents send', () => {
  test('with a note in the personal chat are kept with the case; alone they are not, and that is said', async () => {
    const number = await desk.mail();
    await desk.settled();
    const me: PeerPlace = { conversationId: `a:${desk.ann.objectId}`, kind: 'personal' };
    desk.peer.connector.conversations.add(me.conversationId);
    const downloadUrl = graph.files.direct(graph.files.add('fix.txt', 'Restart it.'));
    const contentType = 'application/vnd.microsoft.teams.file.download.info';
    const attachments = [{ contentType, name: 'fix.txt', content: { downloadUrl, uniqueId: 'u1', fileType: 'txt' } }];
    await desk.peer.say(desk.ann, me, `note ${number} what I tried`, { attachments });
    await desk.settled();
    const view = await desk.desk.read.case(number);
    expect(view?.messages.at(-1)).toMatchObject({
      text: 'what I tried',
      attachments: [{ name: 'fix.txt', blob: { size: 11 } }],
    });
    await desk.peer.say(desk.ann, me, '', { attachments });
    await desk.settled();
    expect(JSON.stringify(desk.peer.connector.messages.map(({ card }) => card))).toContain(
      'To keep a file with a case',
    );
  });
});

describe('files that go into Teams', () => {
  const blobOf = (text: string) =>
    desk.store.blobs.put(
      (async function* () {
        yield new TextEncoder().encode(text);
      })(),
    );
  const fileOf = async (id: string, name: string, text: string) => {
    const blob = await blobOf(text);
    return { id, name, type: 'text/plain', inline: false, blob };
  };
  const inThread = (conversationId: string) =>
    desk.peer.connector.messages.filter((message) => message.conversationId === conversationId && message.rootId);
  const openings = (conversationId: string) =>
    inThread(conversationId).flatMap(({ card }) =>
      (card?.actions ?? []).flatMap((action) => (action.type === 'Action.OpenUrl' ? [[action.title, action.url]] : [])),
    );

  test('the customer’s stand in the case’s thread, each message’s once, two of one name beside each other', async () => {
    const number = await desk.mail({
      attachments: [await fileOf('a1', 'screen.png', 'one'), await fileOf('b2', 'screen.png', 'two')],
    });
    await desk.settled();
    await desk.desk.claim('agent:ann', { case: number });
    await desk.settled();
    expect([...graph.files.uploads].map(([path, content]) => [path, content.toString()])).toEqual([
      [`${number}/screen.png`, 'one'],
      [`${number}/b2/screen.png`, 'two'],
    ]);
    expect(openings(desk.triage.conversationId)).toEqual([
      ['screen.png', `https://acme.sharepoint.com/sites/team/${number}/screen.png`],
      ['screen.png', `https://acme.sharepoint.com/sites/team/${number}/b2/screen.png`],
    ]);
  });

  test('an answer’s stand where the customer asked, below its words, whatever is tried again', async () => {
    await post('<p>How do I import?</p>', []);
    const number = (await newest()).view?.record.number ?? '';
    graph.fail({ fault: { status: 503 }, path: /filesFolder/, times: 4 });
    const attachments = [await fileOf('a1', 'how-to.txt', 'So.')];
    await desk.desk.reply('agent:ann', { case: number, text: 'See the file.', attachments });
    await desk.settled();
    await desk.runUntil(desk.now().add({ minutes: 2 }).toString());
    await desk.settled();
    const said = inThread(customers.conversationId).map(({ text, summary }) => text ?? summary);
    expect(said).toEqual([expect.stringContaining('See the file.'), 'Files: how-to.txt']);
    expect(openings(customers.conversationId)).toEqual([
      ['how-to.txt', `https://acme.sharepoint.com/sites/team/${number}/how-to.txt`],
    ]);
  });

  test('of a restricted case nothing is said or put where others read', async () => {
    await post('<p>A colleague reads my grades</p>', []);
    const number = (await newest()).view?.record.number ?? '';
    await desk.desk.tag('agent:adam', { case: number, add: ['restricted'] });
    const attachments = [await fileOf('a1', 'report.txt', 'So.')];
    await desk.desk.reply('agent:ann', { case: number, text: 'We have locked his account.', attachments });
    await desk.settled();
    expect(inThread(customers.conversationId).map(({ text }) => text)).toEqual([
      'We have answered. Not everybody here may read it, so the answer comes by mail.',
    ]);
    expect(graph.files.uploads.size).toBe(0);
  });

  test('what may not be put there is named, with where it is', async () => {
    graph.tokens.revoke('Files.ReadWrite.All');
    await post('<p>How do I import?</p>', []);
    const asked = (await newest()).view?.record.number ?? '';
    await desk.desk.reply('agent:ann', {
      case: asked,
      text: 'So.',
      attachments: [await fileOf('a1', 'how-to.txt', 'So.')],
    });
    const number = await desk.mail({ attachments: [await fileOf('a2', 'screen.png', 'one')] });
    await desk.settled();
    const words = (conversationId: string) =>
      inThread(conversationId)
        .map(({ card }) => wordsOfCard(card))
        .join('\n');
    expect(words(customers.conversationId)).toContain(
      'how-to.txt: not carried over, since the app lacks the permission Files.ReadWrite.All; it comes with our mail',
    );
    expect(words(desk.triage.conversationId)).toContain('screen.png: not carried over');
    expect(openings(desk.triage.conversationId)).toEqual([['Open in console', `https://desk.example/cases/${number}`]]);
    expect(desk.channel.status().faults).toMatchObject([{ place: 'files' }]);
  });
});
