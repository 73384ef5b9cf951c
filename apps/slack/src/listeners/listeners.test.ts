import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { viewFaults } from '../testing/block-limits.ts';
import { type DeskForTest, openDeskForTest } from '../testing/desk-for-test.ts';

let slack: DeskForTest;

beforeEach(async () => {
  slack = await openDeskForTest();
});

afterEach(async () => {
  expect(slack.peer.complaints).toEqual([]);
  await slack.close();
});

async function newCase(): Promise<string> {
  const number = await slack.mail();
  await slack.settled();
  return number;
}

const notesOf = async (number: string) =>
  ((await slack.desk.read.case(number))?.messages ?? []).filter(({ direction }) => direction === 'note');
const privately = () => [
  ...slack.peer.said.map(({ body }) => JSON.stringify(body)),
  ...slack.triage.messages.filter(({ only }) => only !== undefined).map((message) => JSON.stringify(message)),
];
const thread = (text: string, more: object = {}) => {
  const [card] = slack.triage.messages;
  return slack.event({
    type: 'message',
    channel: 'C0TRIAGE',
    user: 'U0ANN',
    text,
    ts: '1795700000.000100',
    thread_ts: card?.ts,
    ...more,
  });
};

describe('who may do something', () => {
  test('an account that nobody linked gets the link, in private, and nothing else', async () => {
    const number = await newCase();
    const joe = slack.peer.addUser(slack.workspace, { id: 'U0JOE', name: 'Ann Example', email: 'ann@desk.example' });
    await slack.click(joe, slack.cardOf(number), 'claim');
    await slack.settled();
    expect(privately()).toHaveLength(1);
    expect(privately()[0]).toContain('https://desk.example/link?token=');
    expect((await slack.desk.read.case(number))?.record.assignee).toBeUndefined();
    const typed = await slack.command(joe, 'list');
    expect(JSON.stringify(await typed.json())).not.toContain(number);
  });

  test.each([
    ['a guest', { guest: true }],
    ['a stranger of Slack Connect', { stranger: true }],
    ['somebody of another workspace', { team: 'T0OTHER' }],
    ['a bot', { bot: true }],
  ])('%s has no rights, even where somebody linked the account', async (_who, standing) => {
    const number = await newCase();
    const eve = slack.peer.addUser(slack.workspace, { id: 'U0EVE', name: 'Eve', ...standing });
    await slack.link(eve, 'ann');
    await slack.click(eve, slack.cardOf(number), 'claim');
    await thread('Please close this.', { user: 'U0EVE' });
    await slack.event({ type: 'app_home_opened', user: 'U0EVE', tab: 'home' });
    await slack.settled();
    expect((await slack.desk.read.case(number))?.record.assignee).toBeUndefined();
    expect(await notesOf(number)).toEqual([]);
    expect(JSON.stringify(slack.peer.homes.get('T0ACME/U0EVE') ?? {})).not.toContain(number);
    expect(privately().join()).not.toContain('/link?');
  });

  test('a click on a card of yesterday is refused kindly, and the card is drawn anew', async () => {
    const number = await newCase();
    const old = structuredClone(slack.cardOf(number));
    await slack.desk.claim('agent:ann', { case: number });
    await slack.settled();
    await slack.click(slack.bob, old, 'claim');
    await slack.settled();
    expect(privately().at(-1)).toContain('Ann Example');
    expect((await slack.desk.read.case(number))?.record.assignee).toBe('ann');
  });
});

describe('forms', () => {
  test('an escalation asks what the next tier needs; what is lacking is said at its field', async () => {
    const number = await newCase();
    await slack.click(slack.ann, slack.cardOf(number), 'escalate');
    await slack.settled();
    const lacking = await slack.submit(slack.ann, { reason: 'Beyond us.' });
    const answer = (await lacking.json()) as { response_action: string; errors: Record<string, string> };
    expect(answer.response_action).toBe('errors');
    expect(Object.keys(answer.errors)).toEqual(['field:handover:logs']);
    const done = await slack.submit(slack.ann, { reason: 'Beyond us.', 'handover:logs': 'ERROR 42 at login' });
    expect(await done.text()).toBe('');
    await slack.settled();
    expect((await slack.desk.read.case(number))?.record.tier).toBe('L2');
  });

  test('a form over an older state stays open with its words, and goes through when sent again', async () => {
    const number = await newCase();
    await slack.click(slack.ann, slack.cardOf(number), 'prioritise');
    await slack.settled();
    await slack.desk.claim('agent:bob', { case: number });
    const first = (await (await slack.submit(slack.ann, { priority: 'normal' })).json()) as {
      response_action: string;
      view: Record<string, unknown>;
    };
    expect(first.response_action).toBe('update');
    expect(JSON.stringify(first.view.blocks)).toContain('field:priority');
    const opened = slack.peer.views.at(-1);
    if (opened) opened.view = first.view;
    await slack.submit(slack.ann, { priority: 'normal' });
    await slack.settled();
    expect((await slack.desk.read.case(number))?.record.priority).toBe('normal');
  });

  test('sent twice, a reply goes out once', async () => {
    const number = await newCase();
    await slack.click(slack.ann, slack.cardOf(number), 'reply');
    await slack.settled();
    await slack.submit(slack.ann, { text: 'Hello.' });
    await slack.submit(slack.ann, { text: 'Hello.' });
    await slack.settled();
    expect(
      (await slack.desk.read.case(number))?.messages.filter(
        ({ direction, automatic }) => direction === 'out' && !automatic,
      ),
    ).toHaveLength(1);
  });

  test('a reply takes files along, from Slack’s own hosts alone', async () => {
    const number = await newCase();
    await slack.click(slack.ann, slack.cardOf(number), 'reply');
    await slack.settled();
    const good = slack.peer.addFile('fix.txt', new TextEncoder().encode('Restart it.'));
    const elsewhere = { ...good, id: 'F0EVIL', name: 'evil.txt', url_private_download: 'https://evil.example/f' };
    const big = { ...good, id: 'F0BIG', name: 'big.iso', size: 2 * 1024 * 1024 };
    await slack.submit(slack.ann, { text: 'See the file.' }, [good, elsewhere, big]);
    await slack.settled();
    const reply = (await slack.desk.read.case(number))?.messages.at(-1);
    expect(reply?.attachments).toMatchObject([{ name: 'fix.txt', blob: { size: 11 } }]);
    expect(privately().join()).toMatch(
      /evil\.txt was left out: it is not kept by Slack itself.*big\.iso was left out: it is larger than 1 MB/s,
    );
  });

  test('“More” asks what to do, then for what it needs, in the same modal', async () => {
    const number = await newCase();
    await slack.desk.tag('agent:bob', { case: number, add: ['exam', 'old'] });
    await slack.settled();
    await slack.click(slack.ann, slack.cardOf(number), 'more');
    await slack.settled();
    const next = (await (await slack.submit(slack.ann, { action: 'tag' })).json()) as {
      response_action: string;
      view: Record<string, unknown>;
    };
    expect(next.response_action).toBe('update');
    expect(viewFaults(next.view)).toEqual([]);
    expect(JSON.stringify(next.view)).toContain(`Tags of ${number}`);
    const opened = slack.peer.views.at(-1);
    if (opened) opened.view = next.view;
    await slack.submit(slack.ann, { add: 'log-in', remove: 'exam,old' });
    await slack.settled();
    expect((await slack.desk.read.case(number))?.record.tags).toEqual(['log-in']);
    expect(privately().at(-1)).toContain(`${number} is tagged log-in.`);
  });

  test('a call is logged from the menu of the card', async () => {
    const number = await newCase();
    await slack.click(slack.ann, slack.cardOf(number), 'log-call');
    await slack.settled();
    await slack.submit(slack.ann, { answered: 'yes', text: 'Told her.' });
    await slack.settled();
    expect((await slack.desk.read.case(number))?.messages.at(-1)).toMatchObject({
      channel: 'phone',
      text: 'Told her.',
    });
  });

  test('a trigger that is too old is said, not swallowed', async () => {
    const number = await newCase();
    slack.peer.faults.plan('views.open', { kind: 'error', error: 'expired_trigger_id' });
    await slack.click(slack.ann, slack.cardOf(number), 'reply');
    await slack.settled();
    expect(privately()[0]).toContain('Please click again');
  });
});

describe('what is said in a thread', () => {
  test('stays inside as a note, with its files, once', async () => {
    const number = await newCase();
    const file = slack.peer.addFile('log.txt', new TextEncoder().encode('ERROR 42'));
    const said = { client_msg_id: 'x', files: [file], subtype: 'file_share' };
    await thread('<@U0BOB> look at &lt;this&gt;: <https://lms.example|the log>', said);
    await slack.settled();
    await thread('<@U0BOB> look at &lt;this&gt;: <https://lms.example|the log>', said);
    await slack.settled();
    const notes = await notesOf(number);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatchObject({
      text: '@Bob look at <this>: the log (https://lms.example)',
      attachments: [{ name: 'log.txt' }],
    });
    const out = (await slack.desk.read.case(number))?.messages.filter(
      ({ direction, automatic }) => direction === 'out' && !automatic,
    );
    expect(out).toEqual([]);
  });

  test('is kept whole, in whatever order it arrives', async () => {
    const number = await newCase();
    await thread('second', { ts: '1795700000.000200' });
    await thread('first', { ts: '1795700000.000100' });
    await slack.settled();
    expect((await notesOf(number)).map(({ text }) => text).sort()).toEqual(['first', 'second']);
  });

  test('and is changed or deleted later, stands beside the first words; a link that unfurls is no change', async () => {
    const number = await newCase();
    const said = {
      user: 'U0ANN',
      ts: '1795700000.000100',
      thread_ts: slack.cardOf(number).ts,
      text: 'It was the disc',
    };
    await thread(said.text);
    await slack.settled();
    const change = (message: object, before: object = said) =>
      slack.event({
        type: 'message',
        subtype: 'message_changed',
        channel: 'C0TRIAGE',
        ts: '1795700009.000100',
        message: { ...said, ...message },
        previous_message: before,
      });
    await change({ attachments: [{ from_url: 'https://lms.example' }] });
    const file = slack.peer.addFile('log.txt', new TextEncoder().encode('ERROR 42'));
    await change({ text: 'It was the <https://lms.example|disk>', files: [file], edited: { ts: '1795700009.000100' } });
    await slack.settled();
    const before = (await slack.desk.read.case(number))?.sla.clocks;
    await slack.event({
      type: 'message',
      subtype: 'message_deleted',
      channel: 'C0TRIAGE',
      ts: '1795700010.000100',
      deleted_ts: said.ts,
      previous_message: said,
    });
    await slack.settled();
    const notes = await notesOf(number);
    expect(notes.map(({ text }) => text)).toEqual([
      'It was the disc',
      expect.stringMatching(/^Changed in Slack .*\n\nIt was the disk \(https:\/\/lms\.example\)$/s),
      expect.stringMatching(/^Taken back in Slack .*The case keeps what it said\.$/),
    ]);
    expect(notes[1]?.attachments).toMatchObject([{ name: 'log.txt' }]);
    expect((await slack.desk.read.case(number))?.sla.clocks).toEqual(before);
    // What Slack says of its own accord is not repeated by us.
    expect(JSON.stringify(slack.thread(slack.cardOf(number)))).not.toContain('Changed in Slack');
  });

  test('by a colleague without an account is not kept; they are told of the link once', async () => {
    const number = await newCase();
    slack.peer.addUser(slack.workspace, { id: 'U0JOE', name: 'Joe' });
    await thread('Nice weather.', { user: 'U0JOE' });
    await thread('Is it not?', { user: 'U0JOE', ts: '1795700000.000200' });
    await slack.settled();
    expect(await notesOf(number)).toEqual([]);
    expect(privately()).toHaveLength(1);
    expect(privately()[0]).toContain('/link');
  });

  test('to the app is a command, answered in private', async () => {
    const number = await newCase();
    await thread('<@UACMEBOT> claim', { text: `<@U0ACMEBOT> claim ${number}` });
    await slack.event({
      type: 'app_mention',
      user: 'U0ANN',
      text: `<@U0ACMEBOT> claim ${number}`,
      ts: '1795700000.000100',
      channel: 'C0TRIAGE',
      thread_ts: slack.cardOf(number).ts,
    });
    await slack.settled();
    expect((await slack.desk.read.case(number))?.record.assignee).toBe('ann');
    expect(privately()).toHaveLength(1);
  });

  test('a customer’s file stands in the thread, once', async () => {
    const blob = await slack.store.blobs.put(
      (async function* () {
        yield new TextEncoder().encode('a picture');
      })(),
    );
    const attachments = [{ id: 'a1', name: 'screen.png', type: 'image/png', blob, inline: false }];
    const number = await slack.mail({ attachments });
    await slack.settled();
    slack.peer.faults.plan('files.completeUploadExternal', { kind: 'dropped-after-success' });
    await slack.mail({
      subject: 'Re',
      text: 'And this.',
      joins: { case: number, evidence: [] },
      attachments: [{ ...attachments[0], id: 'a2', name: 'second.png' }] as typeof attachments,
    });
    await slack.settled();
    await slack.desk.claim('agent:ann', { case: number });
    await slack.settled();
    const shared = [...slack.peer.uploads.values()].filter(({ channel }) => channel !== undefined);
    expect(shared.map(({ name, thread: ts }) => [name, ts])).toEqual([
      ['screen.png', slack.cardOf(number).ts],
      ['second.png', slack.cardOf(number).ts],
    ]);
  });
});

describe('/case', () => {
  test('lists, shows, claims and helps', async () => {
    const number = await newCase();
    const answer = async (text: string) => JSON.stringify(await (await slack.command(slack.ann, text)).json());
    expect(await answer('list')).toContain(number);
    expect(await answer(`show ${number}`)).toContain('press:claim');
    expect(await answer('help')).toContain('/case');
    expect(await answer(`claim ${number}`)).toContain('ephemeral');
    expect(await answer('mine')).toContain(number);
    expect((await slack.desk.read.case(number))?.record.assignee).toBe('ann');
  });

  test('opens a form where one is needed', async () => {
    const number = await newCase();
    await slack.command(slack.ann, 'new The exam page is blank');
    await slack.settled();
    expect(JSON.stringify(slack.peer.views.at(-1)?.view)).toContain('The exam page is blank');
    await slack.command(slack.ann, `escalate ${number}`);
    await slack.settled();
    expect(JSON.stringify(slack.peer.views.at(-1)?.view)).toContain('handover:logs');
  });
});

describe('a message becomes a case', () => {
  const shortcut = (message: object, user = 'U0ANN') =>
    slack.post(
      new URLSearchParams({
        payload: JSON.stringify({
          type: 'message_action',
          callback_id: 'create-case',
          team: { id: 'T0ACME' },
          user: { id: user },
          channel: { id: 'C0HELP' },
          trigger_id: slack.peer.trigger(),
          response_url: slack.peer.responseUrl().url,
          message: { type: 'message', ...message },
        }),
      }).toString(),
      { form: true },
    );

  test('with the thread behind it, once', async () => {
    const help = slack.peer.addChannel(slack.workspace, { id: 'C0HELP', name: 'help' });
    slack.peer.addUser(slack.workspace, { id: 'U0TIM', name: 'Tim Teacher', email: 'tim@ashdown.example' });
    const asked = slack.peer.write(help, 'U0TIM', 'The gradebook is empty.\nSince noon.');
    slack.peer.write(help, 'U0ANN', 'Which course, <@U0TIM>?', { thread: asked.ts });
    slack.peer.write(help, 'U0TIM', 'Biology 2', {
      thread: asked.ts,
      files: [slack.peer.addFile('g.csv', new TextEncoder().encode('a,b'))],
    });
    await shortcut({ ts: asked.ts, user: 'U0TIM', text: asked.text });
    await slack.settled();
    await shortcut({ ts: asked.ts, user: 'U0TIM', text: asked.text });
    await slack.settled();
    const { cases } = await slack.desk.read.queue({});
    expect(cases).toHaveLength(1);
    const view = await slack.desk.read.case(cases[0]?.item.record.number ?? '');
    expect(view?.record.subject).toBe('The gradebook is empty.');
    expect(view?.requester?.email).toBe('tim@ashdown.example');
    expect(view?.messages[0]?.text).toBe(
      'Tim Teacher: The gradebook is empty.\nSince noon.\n\nAnn: Which course, @Tim Teacher?\n\nTim Teacher: Biology 2',
    );
    expect(view?.messages[0]?.attachments).toMatchObject([{ name: 'g.csv' }]);
  });

  test('S3-3 a chat that lay there overnight counts from when it was said, also where a form asks for the address', async () => {
    const help = slack.peer.addChannel(slack.workspace, { id: 'C0HELP', name: 'help' });
    slack.peer.addUser(slack.workspace, { id: 'U0TIM', name: 'Tim Teacher', email: 'tim@ashdown.example' });
    const night = '1795390200.000100';
    await shortcut({ ts: night, user: 'U0TIM', text: 'Nothing works.' });
    await shortcut({ ts: '1795393800.000100', text: 'Disk is full', bot_id: 'B0MONITOR' });
    await slack.settled();
    expect(help.messages).toEqual([]);
    await slack.submit(slack.ann, { requester: 'ops@ashdown.example' });
    await slack.settled();
    const { cases } = await slack.desk.read.queue({ order: 'opened' });
    expect(cases.map(({ card }) => card.openedAt.toString())).toEqual(['2026-11-23T00:30:00Z', '2026-11-22T23:30:00Z']);
  });

  test('a form asks for the address where Slack tells none', async () => {
    slack.peer.addChannel(slack.workspace, { id: 'C0HELP', name: 'help' });
    await shortcut({ ts: '1795600001.000100', text: 'Disk is full', bot_id: 'B0MONITOR' });
    await slack.settled();
    expect(JSON.stringify(slack.peer.views.at(-1)?.view)).toContain('Disk is full');
  });
});

describe('the home page and links', () => {
  test('one’s queue, drawn when it is opened and after a click there', async () => {
    const number = await newCase();
    await slack.desk.claim('agent:ann', { case: number });
    await slack.event({ type: 'app_home_opened', user: 'U0ANN', tab: 'home' });
    await slack.settled();
    expect(JSON.stringify(slack.peer.homes.get('T0ACME/U0ANN'))).toContain(number);
    await slack.event({ type: 'app_home_opened', user: 'U0ANN', tab: 'messages' });
    await slack.settled();
    expect(slack.peer.calls.filter(({ method }) => method === 'views.publish')).toHaveLength(1);
  });

  test('a click there is answered by direct message, and the page drawn anew', async () => {
    const number = await newCase();
    await slack.desk.claim('agent:ann', { case: number });
    await slack.desk.pause('agent:ann', { case: number, reason: 'awaiting-vendor' });
    const version = (await slack.desk.read.case(number))?.record.version;
    const payload = {
      type: 'block_actions',
      team: { id: 'T0ACME' },
      user: { id: 'U0ANN' },
      container: { type: 'view' },
      trigger_id: slack.peer.trigger(),
      actions: [
        {
          type: 'overflow',
          action_id: 'press:menu',
          block_id: 'b',
          selected_option: { value: `resume|${number}|${version}` },
        },
      ],
    };
    await slack.post(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), { form: true });
    await slack.settled();
    expect((await slack.desk.read.case(number))?.record.state).not.toBe('on-hold');
    expect(slack.workspace.channels.get('D0ANN')?.messages).toHaveLength(1);
    expect(JSON.stringify(slack.peer.homes.get('T0ACME/U0ANN'))).toContain(number);
  });

  const share = (channel: string, user: string, number: string) =>
    slack.event({
      type: 'link_shared',
      user,
      channel,
      message_ts: '1795700000.000100',
      links: [
        { url: `https://desk.example/cases/${number}`, domain: 'desk.example' },
        { url: 'https://desk.example/', domain: 'desk.example' },
      ],
    });

  test('a link unfurls where the case may be shown, and only for an agent', async () => {
    const number = await newCase();
    await share('C0TRIAGE', 'U0ANN', number);
    await slack.settled();
    expect(slack.peer.unfurls).toHaveLength(1);
    expect(JSON.stringify(slack.peer.unfurls)).toContain('Nobody can log in');
    expect(JSON.stringify(slack.peer.unfurls)).not.toContain('press:');
    slack.peer.addUser(slack.workspace, { id: 'U0JOE', name: 'Joe' });
    await share('C0TRIAGE', 'U0JOE', number);
    await slack.settled();
    expect(slack.peer.unfurls).toHaveLength(1);
  });

  test('elsewhere the agent alone sees it', async () => {
    const number = await newCase();
    const lunch = slack.peer.addChannel(slack.workspace, { id: 'C0LUNCH', name: 'lunch' });
    await share('C0LUNCH', 'U0ANN', number);
    await slack.settled();
    expect(slack.peer.unfurls).toEqual([]);
    expect(lunch.messages).toMatchObject([{ only: 'U0ANN' }]);
  });
});
