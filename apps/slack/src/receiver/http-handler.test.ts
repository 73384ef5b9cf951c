import { until } from '@sla/desk/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { type DeskForTest, openDeskForTest } from '../testing/desk-for-test.ts';
import { signedRequest } from '../testing/slack-peer/signed-requests.ts';

let slack: DeskForTest;

beforeEach(async () => {
  slack = await openDeskForTest();
});

afterEach(async () => {
  expect(slack.peer.complaints).toEqual([]);
  await slack.close();
});

const nowSeconds = () => Math.floor(Date.now() / 1_000);
const home = (event: Partial<Record<string, unknown>> = {}) => ({
  type: 'event_callback',
  event_id: 'Ev0SAME',
  team_id: 'T0ACME',
  authorizations: [{ team_id: 'T0ACME', enterprise_id: null, is_enterprise_install: false }],
  event: { type: 'app_home_opened', user: 'U0ANN', tab: 'home', ...event },
});

describe('what is not from Slack, or not now, is refused', () => {
  test('a wrong signature, a changed body, a request from yesterday and one from tomorrow', async () => {
    const url = `${slack.url()}/slack/events`;
    const body = JSON.stringify(home());
    const statuses: number[] = [];
    const send = async (request: Request) => statuses.push((await fetch(request)).status);
    await send(signedRequest(url, body, 'another secret'));
    await send(signedRequest(url, body, slack.peer.signingSecret, { seconds: nowSeconds() - 301 }));
    await send(signedRequest(url, body, slack.peer.signingSecret, { seconds: nowSeconds() + 360 }));
    const good = signedRequest(url, body, slack.peer.signingSecret);
    await send(new Request(url, { method: 'POST', headers: good.headers, body: body.replace('U0ANN', 'U0BOB') }));
    await send(new Request(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } }));
    expect(statuses).toEqual([401, 401, 401, 401, 401]);
    expect(await slack.store.listInbox('slack', 10)).toEqual([]);
  });

  test('what is signed and yet nothing of Slack’s', async () => {
    expect((await slack.post('{"type":', {})).status).toBe(400);
    expect((await slack.post({ hello: 'there' })).status).toBe(400);
    expect((await slack.post('x'.repeat(3 * 1024 * 1024))).status).toBe(413);
    expect((await fetch(`${slack.url()}/slack/events`)).status).toBe(405);
    expect((await slack.post({ ...home(), team_id: 'T0OTHER', authorizations: [{ team_id: 'T0OTHER' }] })).status).toBe(
      401,
    );
  });

  test('the handshake is answered once it is signed', async () => {
    const answer = await slack.post({ type: 'url_verification', challenge: 'abc' });
    expect(await answer.json()).toEqual({ challenge: 'abc' });
  });
});

describe('nothing is lost, nothing is done twice', () => {
  test('an event that comes again, also as a retry, is handled once', async () => {
    const body = JSON.stringify(home());
    for (const retry of [undefined, 0, 1, 2]) {
      const answer = await slack.post(body, retry === undefined ? {} : { retry });
      expect(answer.status).toBe(200);
    }
    await slack.settled();
    expect(slack.peer.calls.filter(({ method }) => method === 'views.publish')).toHaveLength(1);
  });

  test('the same signed click, sent once more, presses nothing', async () => {
    const number = await slack.mail();
    await slack.settled();
    const form = new URLSearchParams({
      payload: JSON.stringify({
        type: 'block_actions',
        team: { id: 'T0ACME' },
        user: { id: 'U0ANN' },
        trigger_id: slack.peer.trigger(),
        response_url: slack.peer.responseUrl().url,
        actions: [{ type: 'button', action_id: 'press:claim', block_id: 'b', value: `claim|${number}|1` }],
      }),
    }).toString();
    await slack.post(form, { form: true });
    await slack.settled();
    await slack.post(form, { form: true });
    await slack.post(form, { form: true, seconds: nowSeconds() + 5 });
    await slack.settled();
    expect(slack.peer.said).toHaveLength(1);
    expect(
      (await slack.desk.read.case(number))?.events.filter(
        (event) => event.type === 'assigned' && event.by === 'agent:ann',
      ),
    ).toHaveLength(1);
  });

  test('an event whose handler fails is tried again, and set aside in the end', async () => {
    slack.peer.faults.plan('views.publish', { kind: 'http', status: 500 }, 2);
    expect((await slack.post(home())).status).toBe(200);
    await slack.settled();
    for (let attempt = 0; attempt < 2; attempt += 1) {
      slack.pass({ seconds: 61 });
      await slack.channel().sweep();
    }
    expect(slack.peer.homes.has('T0ACME/U0ANN')).toBe(true);
    expect(await slack.store.findInboxItem('slack', 'event/Ev0SAME')).toMatchObject({ status: 'settled', attempts: 2 });
    slack.peer.faults.plan('views.publish', { kind: 'http', status: 500 }, 9);
    await slack.post({ ...home(), event_id: 'Ev0BAD' });
    await slack.settled();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      slack.pass({ seconds: 61 });
      await slack.channel().sweep();
    }
    expect(await slack.store.findInboxItem('slack', 'event/Ev0BAD')).toMatchObject({ status: 'quarantined' });
  });

  test('what a process had taken and not done is done by the next', async () => {
    await slack.store.transaction(async (unit) => {
      await unit.acceptInbox({
        channel: 'slack',
        externalId: 'event/Ev0SAME',
        envelope: { sort: 'event', body: home() },
      });
    });
    await slack.restart();
    await until(() => slack.peer.homes.has('T0ACME/U0ANN') || undefined, 'the home page');
    expect((await slack.post(home())).status).toBe(200);
    await slack.settled();
    expect(slack.peer.calls.filter(({ method }) => method === 'views.publish')).toHaveLength(1);
  });

  test('a form that was taken and not answered is carried out, and its sender told', async () => {
    const number = await slack.mail();
    await slack.settled();
    await slack.click(slack.ann, slack.cardOf(number), 'reply');
    await slack.settled();
    const view = slack.peer.views.at(-1);
    await slack.store.transaction(async (unit) => {
      await unit.acceptInbox({
        channel: 'slack',
        externalId: 'interaction/lost',
        envelope: {
          sort: 'interaction',
          body: {
            type: 'view_submission',
            team: { id: 'T0ACME' },
            user: { id: 'U0ANN' },
            trigger_id: 'lost',
            view: {
              ...view?.view,
              id: view?.id,
              state: { values: { 'field:text': { value: { type: 'plain_text_input', value: 'Kept.' } } } },
            },
          },
        },
      });
    });
    await slack.restart();
    await until(
      async () => (await slack.desk.read.case(number))?.messages.some(({ text }) => text === 'Kept.') || undefined,
      'the reply',
    );
    await slack.settled();
    expect(slack.triage.messages.filter(({ only }) => only === 'U0ANN')).toHaveLength(1);
  });

  test('what nobody listens to is not kept: messages outside of cases, the app’s own, edits', async () => {
    const number = await slack.mail();
    await slack.settled();
    const card = slack.cardOf(number);
    const said = { type: 'message', channel: 'C0TRIAGE', user: 'U0ANN', text: 'hello', ts: '1795700000.000100' };
    await slack.event(said);
    await slack.event({ ...said, thread_ts: '1795600000.999999' });
    await slack.event({ ...said, thread_ts: card.ts, bot_id: 'B0ACME' });
    await slack.event({ ...said, thread_ts: card.ts, subtype: 'message_changed' });
    await slack.event({ type: 'reaction_added', user: 'U0ANN' });
    expect(await slack.store.listInbox('slack', 10, 'settled')).toEqual([]);
    expect(await slack.store.listInbox('slack', 10)).toEqual([]);
  });
});

describe('Slack is answered in time', () => {
  test('a command that takes longer than Slack waits is answered afterwards, in private', async () => {
    await slack.close();
    slack = await openDeskForTest({ tuning: { answerWithinMs: 30 } });
    slack.peer.faults.plan('users.info', { kind: 'late', milliseconds: 150 });
    const answer = await slack.command(slack.ann, 'mine');
    expect(await answer.text()).toBe('');
    await until(() => slack.peer.said[0], 'the late answer');
    expect(slack.peer.said[0]?.body).toMatchObject({ response_type: 'ephemeral', replace_original: false });
  });

  test('a click that fails says so, with a reference, and nothing is kept back', async () => {
    const number = await slack.mail();
    await slack.settled();
    slack.peer.faults.plan('users.info', { kind: 'http', status: 500 });
    expect((await slack.click(slack.ann, slack.cardOf(number), 'claim')).status).toBe(200);
    await slack.settled();
    expect(slack.peer.said[0]?.body.text).toMatch(/did not work, and nothing was changed.*reference \w{8}/);
    await slack.click(slack.ann, slack.cardOf(number), 'claim');
    await slack.settled();
    expect((await slack.desk.read.case(number))?.record.assignee).toBe('ann');
  });

  test('a form that fails stays open with every word', async () => {
    const number = await slack.mail();
    await slack.settled();
    await slack.click(slack.ann, slack.cardOf(number), 'reply');
    await slack.settled();
    slack.pass({ minutes: 6 });
    slack.peer.faults.plan('users.info', { kind: 'http', status: 500 });
    const answer = await slack.submit(slack.bob, { text: 'Hello.' });
    expect(await answer.json()).toMatchObject({
      response_action: 'errors',
      errors: { 'field:text': expect.stringContaining('did not work') },
    });
  });
});

test('health and metrics tell how it stands', async () => {
  await slack.mail();
  await slack.settled();
  await slack.post(home());
  await slack.settled();
  const health = await fetch(`${slack.url()}/slack/health`);
  expect(health.status).toBe(200);
  expect(await health.json()).toMatchObject({
    mode: 'http',
    workspaces: [{ key: 'T0ACME', name: 'acme' }],
    waiting: 0,
    drawing: 0,
    troubles: [],
  });
  const metrics = await (await fetch(`${slack.url()}/slack/metrics`)).text();
  expect(metrics).toContain('slack_received_total 1');
  expect(metrics).toContain('slack_cards_drawn_total 1');
  expect((await fetch(`${slack.url()}/slack/else`)).status).toBe(404);
});
