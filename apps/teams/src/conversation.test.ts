import { createVault, newVaultKey } from '@sla/desk';
import { until } from '@sla/desk/testing';
import { type NotificationBody, startGraphPeer } from '@sla/graph/testing';
import { afterEach, expect, test } from 'vitest';

import { start } from './start.ts';
import { type DeskForTest, openDeskForTest, rule } from './testing/desk-for-test.ts';
import { appId, buttonOf, tenantId, wordsOfCard } from './testing/teams-peer.ts';

let desk: DeskForTest;
afterEach(async () => {
  expect(desk.peer.connector.cardFaults).toEqual([]);
  await desk.close();
});

const saidIn = (conversationId: string) =>
  desk.peer.connector.messages.filter((message) => message.conversationId === conversationId);
const lastWords = (conversationId: string) => wordsOfCard(saidIn(conversationId).at(-1)?.card);

test('commands are answered in the personal chat: help, mine, list, find, show, claim', async () => {
  desk = await openDeskForTest();
  const { peer, ann } = desk;
  const chat = peer.chatWith(ann);
  const number = await desk.mail();
  const say = async (text: string) => {
    await peer.say(ann, chat, text);
    await desk.settled();
    return lastWords(chat.conversationId);
  };
  expect(await say('help')).toContain('escalate');
  expect(await say('list')).toContain(number);
  expect(await say('find log in')).toContain(number);
  expect(await say(`claim ${number}`)).toContain(number);
  expect(await say('mine')).toContain('Nobody can log in');
  expect(await say('')).toContain('Nobody can log in');
  expect(await say(`show ${number}`)).toContain('Ann Example');
  expect(await say('escalat')).toContain('escalate');
});

test('a command that asks for more offers a dialog that begins with what was typed', async () => {
  desk = await openDeskForTest();
  const { peer, ann } = desk;
  const chat = peer.chatWith(ann);
  const number = await desk.mail();
  await peer.say(ann, chat, `escalate ${number} L2 the logs are clean`);
  await desk.settled();
  const offer = saidIn(chat.conversationId).at(-1);
  if (!offer) throw new Error('no offer');
  const [button] = offer.card?.actions ?? [];
  const dialog = await peer.press(ann, offer, button?.title ?? '');
  expect(JSON.stringify(dialog.body)).toContain('the logs are clean');
  const sent = await peer.fillIn(ann, chat, dialog, { 'handover:logs': 'attached' });
  expect(sent.body.task.type).toBe('message');
  expect((await desk.desk.read.case(number))?.record.tier).toBe('L2');
});

test('a form that is sent twice is carried out once', async () => {
  desk = await openDeskForTest();
  const { peer, ann, triage } = desk;
  const number = await desk.mail();
  await desk.settled();
  const card = saidIn(triage.conversationId)[0];
  if (!card) throw new Error('no card');
  const dialog = await peer.press(ann, card, 'Reply');
  await peer.fillIn(ann, triage, dialog, { text: 'Once.' }, { id: 'f:1' });
  await peer.fillIn(ann, triage, dialog, { text: 'Once.' }, { id: 'f:1' });
  await peer.fillIn(ann, triage, dialog, { text: 'Once.' }, { id: 'f:2' });
  const replies = (await desk.desk.read.case(number))?.messages.filter(({ text }) => text === 'Once.');
  expect(replies).toHaveLength(1);
  const kept = await desk.store.listInbox('teams', 50, 'settled');
  expect(kept.length).toBeGreaterThan(0);
  expect(JSON.stringify(kept)).not.toContain('Once.');
});

test('somebody who is linked to nobody gets the address to link at in private, and nothing is done', async () => {
  desk = await openDeskForTest();
  const { peer, triage } = desk;
  const eve = peer.person('Eve', 9);
  const number = await desk.mail();
  await desk.settled();
  const card = saidIn(triage.conversationId)[0];
  if (!card) throw new Error('no card');
  const answered = await peer.press(eve, card, 'Claim');
  expect(answered.body.type).toBe('application/vnd.microsoft.activity.message');
  expect(answered.body.value).toContain('https://desk.example/link?token=');
  const dialog = await peer.press(eve, card, 'Reply');
  expect(JSON.stringify(dialog.body)).toContain('https://desk.example/link?token=');
  await peer.say(eve, triage, `claim ${number}`, { mention: true });
  await desk.settled();
  expect(
    saidIn(triage.conversationId)
      .map(({ card: one }) => JSON.stringify(one))
      .join(),
  ).not.toContain('/link?');
  expect(JSON.stringify(saidIn(`a:${eve.objectId}`))).toContain('https://desk.example/link?token=');
  expect((await desk.desk.read.case(number))?.record.assignee).toBeUndefined();
});

test('somebody of another tenant has no rights, whatever is linked', async () => {
  const other = '99999999-8888-4777-8666-555555555555';
  desk = await openDeskForTest(() => ({ options: { tenants: [tenantId, other] } }));
  const { peer, ann, triage } = desk;
  await desk.desk.accounts.link('agent:adam', { channel: 'teams', account: `${other}/${ann.objectId}` }, 'ann');
  const number = await desk.mail();
  await desk.settled();
  const card = saidIn(triage.conversationId)[0];
  if (!card) throw new Error('no card');
  const answered = await peer.press(ann, card, 'Claim', { tenantId: other });
  expect(answered).toMatchObject({ status: 200, body: { type: 'application/vnd.microsoft.activity.message' } });
  expect((await desk.desk.read.case(number))?.record.assignee).toBeUndefined();
});

test('what was taken in before a stop is worked off after the next start, once', async () => {
  desk = await openDeskForTest();
  const { peer, ann } = desk;
  const chat = peer.chatWith(ann);
  await desk.channel.stop();
  expect((await peer.say(ann, chat, 'help')).status).toBe(200);
  expect(saidIn(chat.conversationId)).toEqual([]);
  const again = await start(desk.desk, desk.chat, desk.store, desk.options, { now: desk.now });
  await again.idle();
  expect(lastWords(chat.conversationId)).toContain('escalate');
  await again.stop();
  const last = await start(desk.desk, desk.chat, desk.store, desk.options, { now: desk.now });
  await last.idle();
  expect(saidIn(chat.conversationId)).toHaveLength(1);
  await last.stop();
});

test('two press at once: one claim wins, the other is told who has it, the card is the same for all', async () => {
  desk = await openDeskForTest();
  const { peer, ann, bob, triage } = desk;
  await desk.mail();
  await desk.settled();
  const card = saidIn(triage.conversationId)[0];
  if (!card?.card) throw new Error('no card');
  const first = card.card;
  const answers = await Promise.all([ann, bob].map((person) => peer.press(person, card, 'Claim', { card: first })));
  const kinds = answers.map(({ body }) => body.type).toSorted();
  expect(kinds).toEqual(['application/vnd.microsoft.activity.message', 'application/vnd.microsoft.card.adaptive']);
  expect(answers.find(({ body }) => body.type.endsWith('message'))?.body.value).toMatch(/(Ann|Bob) Example/);
  await desk.settled();
  expect(() => buttonOf(card.card, 'Claim')).toThrow();
});

test('an alert is handed over by whoever was asked, to somebody by name', async () => {
  desk = await openDeskForTest();
  const { peer, pia } = desk;
  const number = await desk.mail();
  await desk.runUntil('2026-11-23T11:01:00Z');
  await desk.settled();
  const alert = saidIn(`a:${pia.objectId}`).find(({ card }) =>
    card?.actions?.some(({ title }) => title === 'Hand over'),
  );
  if (!alert) throw new Error('nobody was asked');
  const dialog = await peer.press(pia, alert, 'Hand over');
  expect(JSON.stringify(dialog.body)).toContain('Bob Example');
  const sent = await peer.fillIn(pia, peer.chatWith(pia), dialog, { to: 'agent:bob' });
  expect(sent.body.task.type).toBe('message');
  await desk.settled();
  expect((await desk.desk.read.case(number))?.record.assignee).toBe('bob');
});

test('what is said in a case’s thread stays inside; a client without Action.Execute presses by message', async () => {
  desk = await openDeskForTest();
  const { peer, ann, triage } = desk;
  const number = await desk.mail();
  await desk.settled();
  const card = saidIn(triage.conversationId)[0];
  if (!card) throw new Error('no card');
  await peer.say(ann, triage, 'Has anybody <b>seen</b> this?', { rootId: card.id });
  await peer.say(ann, triage, 'Lunch?');
  const claim = buttonOf(card.card, 'Claim');
  if (claim.type !== 'Action.Execute' || !claim.fallback) throw new Error('no fallback');
  await peer.send({
    type: 'message',
    id: 'm1',
    from: { id: '29:x', name: 'Ann', aadObjectId: ann.objectId },
    recipient: { id: `28:${appId}` },
    conversation: { id: `${triage.conversationId};messageid=${card.id}`, conversationType: 'channel', tenantId },
    value: claim.fallback.data,
  });
  await desk.settled();
  const view = await desk.desk.read.case(number);
  expect(view?.messages.filter(({ direction }) => direction === 'note').map(({ text }) => text)).toEqual([
    'Has anybody seen this?',
  ]);
  expect(view?.messages.some(({ direction, automatic }) => direction === 'out' && !automatic)).toBe(false);
  expect(view?.record.assignee).toBe('ann');
  const kept = await desk.store.listInbox('teams', 50, 'settled');
  expect(JSON.stringify(kept)).not.toContain('Lunch');
});

test('the message extension finds cases, unfolds links and makes cases of messages', async () => {
  desk = await openDeskForTest();
  const { peer, ann, triage } = desk;
  const eve = peer.person('Eve', 9);
  const dana = peer.person('Dana', 8, 'Dana@ashdown.example');
  const number = await desk.mail();
  const hidden = await desk.mail({ subject: 'Nobody can log in either' });
  await desk.desk.tag('agent:adam', { case: hidden, add: ['restricted'] });
  const ask = (person: typeof ann, name: string, value: unknown) =>
    peer.invoke(person, triage, `composeExtension/${name}`, value);
  const found = await ask(ann, 'query', { commandId: 'searchCases', parameters: [{ name: 'query', value: 'log in' }] });
  const { attachments } = found.body.composeExtension;
  expect(attachments.map((one: { preview: { content: { title: string } } }) => one.preview.content.title)).toEqual([
    `${number} Nobody can log in`,
  ]);
  expect(wordsOfCard(attachments[0].content)).not.toContain('There is an outage');
  expect((await ask(eve, 'query', { parameters: [] })).body.composeExtension.type).toBe('auth');
  const unfurl = (person: typeof ann, url: string) => ask(person, 'queryLink', { url });
  expect(JSON.stringify((await unfurl(ann, `https://desk.example/cases/${number}#x`)).body)).toContain(
    'Nobody can log in',
  );
  expect((await unfurl(ann, `https://desk.example/cases/${hidden}`)).body).toBeUndefined();
  expect((await unfurl(ann, `https://desk.example.evil/cases/${number}`)).body).toBeUndefined();
  expect((await unfurl(eve, `https://desk.example/cases/${number}`)).body).toBeUndefined();
  const message = (user: { readonly objectId: string; readonly name: string }) => ({
    commandId: 'createCase',
    messagePayload: {
      id: '1699999999999',
      body: { contentType: 'html', content: '<p>The <b>gradebook</b> is empty</p><p>since 9&nbsp;o&#39;clock</p>' },
      from: { user: { id: `29:${user.objectId}`, displayName: user.name } },
    },
  });
  const made = await ask(ann, 'fetchTask', message(dana));
  expect(made.body.task.type).toBe('message');
  const queue = await desk.desk.read.queue({ text: 'gradebook' });
  expect(queue.cases[0]?.card).toMatchObject({
    subject: 'The gradebook is empty',
    requester: { address: 'dana@ashdown.example' },
  });
  const form = await ask(ann, 'fetchTask', message({ objectId: 'nobody', name: 'Stranger' }));
  const sent = await peer.fillIn(ann, triage, form, { requester: 'stranger@kestrel.example' });
  expect(sent.body.task.type).toBe('message');
});

test('S3-3 a chat that lay there overnight counts from when it was said, also where a form asks for the address', async () => {
  desk = await openDeskForTest();
  const { peer, ann, triage } = desk;
  const dana = peer.person('Dana', 8, 'dana@ashdown.example');
  const make = (id: string, user: string, createdDateTime: string) =>
    peer.invoke(ann, triage, 'composeExtension/fetchTask', {
      commandId: 'createCase',
      messagePayload: {
        id,
        createdDateTime,
        body: { contentType: 'text', content: `Nothing works (${id})` },
        from: { user: { id: user, displayName: 'Somebody' } },
      },
    });
  await make('1', `29:${dana.objectId}`, '2026-11-22T23:30:00.000Z');
  const form = await make('2', 'nobody', '2026-11-23T00:30:00.000Z');
  const wrong = await peer.fillIn(ann, triage, form, { requester: 'nobody' }, { id: 'f:1' });
  await peer.fillIn(ann, triage, wrong, { requester: 'ops@kestrel.example' }, { id: 'f:2' });
  const { cases } = await desk.desk.read.queue({ text: 'Nothing works', order: 'opened' });
  expect(cases.map(({ card }) => card.openedAt.toString())).toEqual(['2026-11-23T00:30:00Z', '2026-11-22T23:30:00Z']);
});

test('“More” asks what to do, then for what it needs, in one dialog after the other', async () => {
  desk = await openDeskForTest();
  const { peer, ann, triage } = desk;
  const number = await desk.mail();
  const other = await desk.mail({ subject: 'Still no log-in' });
  await desk.settled();
  const card = saidIn(triage.conversationId)[0];
  if (!card) throw new Error('no card');
  const more = await peer.press(ann, card, 'More…');
  const link = await peer.fillIn(ann, triage, more, { action: 'link' }, { id: 'f:1' });
  expect(link.body.task.value.title).toBe(`Link ${number}`);
  const wrong = await peer.fillIn(ann, triage, link, { other: 'C-99999' }, { id: 'f:2' });
  expect(wordsOfCard(wrong.body.task.value.card.content.body)).toContain('There is no case C-99999.');
  const done = await peer.fillIn(ann, triage, wrong, { other }, { id: 'f:3' });
  expect(done.body.task).toEqual({ type: 'message', value: `${number} and ${other} are linked.` });
  expect((await desk.desk.read.case(other))?.links.map((linked) => linked.number)).toEqual([number]);
});

test('tags are taken off by several choices at once, and what was asked for in words stays private', async () => {
  desk = await openDeskForTest();
  const { peer, ann, triage } = desk;
  const number = await desk.mail();
  await desk.desk.tag('agent:bob', { case: number, add: ['exam', 'old'] });
  await desk.settled();
  await peer.say(ann, triage, `tag ${number}`, { mention: true });
  await peer.say(ann, triage, 'incidents', { mention: true });
  await desk.settled();
  const [offer, words] = saidIn(`a:${ann.objectId}`);
  if (!offer) throw new Error('no offer');
  const dialog = await peer.press(ann, offer, `Tags of ${number}`);
  await peer.fillIn(ann, triage, dialog, { add: 'log-in', remove: 'exam,old' });
  expect((await desk.desk.read.case(number))?.record.tags).toEqual(['log-in']);
  expect(wordsOfCard(words?.card)).toContain('No incident is open.');
});

test('a post in an intake channel is a case, its reply chain the conversation, an answer an act of its own', async () => {
  desk = await openDeskForTest((peer) => ({
    channels: [
      rule(peer.channel('customers'), { intake: true, organisation: 'ashdown' }),
      rule(peer.channel('triage')),
    ],
  }));
  const { peer, ann } = desk;
  const customers = { ...desk.triage, conversationId: '19:customers@thread.tacv2' };
  const dana = peer.person('Dana', 8, 'dana@ashdown.example');
  await peer.say(dana, customers, 'Exports fail', { id: '1690000000001' });
  await desk.settled();
  const { cases } = await desk.desk.read.queue({ text: 'Exports' });
  expect(cases[0]?.card).toMatchObject({
    subject: 'Exports fail',
    requester: { address: 'dana@ashdown.example' },
    organisation: 'Ashdown College',
  });
  const number = cases[0]?.card.number ?? '';
  await peer.say(dana, customers, 'Since this morning', { rootId: '1690000000001' });
  await peer.say(ann, customers, 'Strange, looking', { rootId: '1690000000001' });
  await desk.settled();
  let view = await desk.desk.read.case(number);
  expect(
    view?.messages.map(({ direction, text }) => [direction, text]).filter(([direction]) => direction !== 'out'),
  ).toEqual([
    ['in', 'Exports fail'],
    ['in', 'Since this morning'],
    ['note', 'Strange, looking'],
  ]);
  await desk.desk.reply('agent:ann', { case: number, text: 'Fixed: please try *again*.' });
  await desk.settled();
  view = await desk.desk.read.case(number);
  const there = saidIn(customers.conversationId);
  expect(there.map(({ rootId, text }) => [rootId, text])).toEqual([['1690000000001', 'Fixed: please try *again*.']]);
  expect(saidIn(desk.triage.conversationId)).not.toEqual([]);
});

test('taken off a team, the app forgets where it was and says so; put back, it goes on', async () => {
  desk = await openDeskForTest();
  const { peer, ann, triage } = desk;
  const chat = peer.chatWith(ann);
  await peer.install(ann, chat, 'add');
  await desk.settled();
  expect(lastWords(chat.conversationId)).toContain('escalate');
  await peer.say(ann, triage, 'help', { mention: true });
  const number = await desk.mail();
  await desk.settled();
  const state = desk.store.channelState('teams');
  expect(await state.list('channel/')).toHaveLength(1);
  expect(await state.list('person/')).toHaveLength(1);
  await peer.update(ann, triage, { eventType: 'teamDeleted', team: { id: triage.teamId, name: 'Support' } });
  await peer.install(ann, chat, 'remove');
  await desk.settled();
  expect([...(await state.list('channel/')), ...(await state.list('person/')), ...(await state.list('card/'))]).toEqual(
    [],
  );
  expect(desk.channel.status().faults[0]?.sentence).toContain('removed from the team Support');
  await desk.desk.claim('agent:ann', { case: number });
  await desk.settled();
  expect(await state.list('card/')).toHaveLength(1);
});

test('with Graph: messages by notification are the same case as by the app, the bell rings, secrets are sealed', async () => {
  const graph = await startGraphPeer({ now: () => desk.now() });
  const teamId = 'aaaaaaaa-0000-4000-8000-000000000001';
  graph.teams.addChannel({ teamId, channelId: '19:customers@thread.tacv2' });
  graph.directory.addUser({
    id: '00000000-0000-4000-8000-000000000008',
    displayName: 'Dana',
    mail: 'dana@ashdown.example',
    userPrincipalName: 'dana@x.example',
  });
  graph.directory.addUser({
    id: '00000000-0000-4000-8000-000000000003',
    displayName: 'Pia',
    userPrincipalName: 'pia@x.example',
  });
  desk = await openDeskForTest((peer) => ({
    channels: [rule(peer.channel('customers'), { intake: true, teamId }), rule(peer.channel('triage'))],
    options: {
      clientId: graph.settings.clientId,
      tenantId: graph.settings.tenantId,
      tenants: [graph.settings.tenantId],
      clientSecret: 'peer-secret',
      graph: { presence: true, activityFeed: true, notifications: true, files: false },
      peer: { ...peer.options, graphFetch: graph.settings.fetch },
    },
    extras: { vault: createVault([newVaultKey()]) },
  }));
  graph.route('https://desk.example', (request) => desk.channel.fetch(request));
  const opened = () =>
    graph.requests.some(
      ({ method, path, status }) => method === 'POST' && path.includes('subscriptions') && status === 201,
    ) || undefined;
  await until(opened, 'the subscription');
  graph.teams.post({
    teamId,
    channelId: '19:customers@thread.tacv2',
    content: '<p>Imports fail</p>',
    contentType: 'html',
    from: { id: '00000000-0000-4000-8000-000000000008', displayName: 'Dana' },
  });
  await until(
    async () => ((await desk.desk.read.queue({ text: 'Imports' })).total === 1 ? true : undefined),
    'the case',
  );
  const { cases } = await desk.desk.read.queue({ text: 'Imports' });
  expect(cases[0]?.card.requester.address).toBe('dana@ashdown.example');
  const number = cases[0]?.item.record.number ?? '';
  const said = async () => (await desk.desk.read.case(number))?.messages.map(({ text }) => text) ?? [];
  // What comes without the message, or sealed for a key that is gone, is fetched.
  const dana = { id: '00000000-0000-4000-8000-000000000008', displayName: 'Dana' };
  const [root = ''] = (await desk.store.channelState('teams').list('thread/')).map(
    ({ key }) => key.split('/').at(-1) ?? '',
  );
  const channelId = '19:customers@thread.tacv2';
  const bare = ({ value }: NotificationBody) => ({
    value: value.map(({ encryptedContent: _sealed, ...rest }) => rest),
  });
  graph.subscriptions.tamper = bare;
  graph.teams.post({ teamId, channelId, content: 'Since noon', replyTo: root, from: dana });
  await until(async () => ((await said()).includes('Since noon') ? true : undefined), 'what was only named');
  graph.subscriptions.tamper = bare;
  graph.teams.react(root);
  await graph.subscriptions.settled();
  await desk.settled();
  graph.teams.edit(root, '<p>All imports fail</p>');
  await until(
    async () => ((await said()).some((text) => text.endsWith('All imports fail')) ? true : undefined),
    'the edit',
  );
  graph.subscriptions.tamper = bare;
  graph.teams.remove(root);
  await until(
    async () => ((await said()).some((text) => text.startsWith('Taken back')) ? true : undefined),
    'the removal',
  );
  // The receipt is one of them; the reaction is none.
  expect(await said()).toHaveLength(5);
  const state = await desk.store.channelState('teams').list('');
  expect(JSON.stringify(state)).not.toContain('PRIVATE KEY');
  expect(JSON.stringify(state)).not.toContain('clientState');
  await desk.mail();
  await desk.runUntil('2026-11-23T11:01:00Z');
  await desk.settled();
  expect(graph.directory.notices.map(({ userId }) => userId)).toEqual(['00000000-0000-4000-8000-000000000003']);
  await desk.channel.stop();
  await graph.close();
});
