import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createAdaptorServer } from '@hono/node-server';
import type { CaseStore } from '@sla/case-store';
import { Temporal } from '@sla/core';
import {
  type ChatDesk,
  createChat,
  createVault,
  type Desk,
  type IncomingMessage,
  newVaultKey,
  startOutbox,
} from '@sla/desk';
import { identity, openCampus, runClocksUntil, until } from '@sla/desk/testing';

import type { SlackChannel, SlackTuning } from '../channel.ts';
import type { SlackOptions, SlackRoute } from '../options.ts';
import { start } from '../start.ts';
import { signedRequest } from './slack-peer/signed-requests.ts';
import { type SlackPeer, startSlackPeer } from './slack-peer/slack-peer.ts';
import type { Channel, PostedMessage, User, Workspace } from './slack-peer/workspace.ts';

export interface DeskForTest {
  readonly peer: SlackPeer;
  readonly store: CaseStore;
  readonly desk: Desk;
  readonly chat: ChatDesk;
  readonly workspace: Workspace;
  readonly triage: Channel;
  readonly ann: User;
  readonly bob: User;
  readonly pia: User;
  /** Where our app listens. */
  readonly url: () => string;
  channel(): SlackChannel;
  now(): Temporal.Instant;
  pass(duration: Temporal.DurationLike): void;
  /** Lets time pass to an instant, with a pass of the clock runner whenever something is due. */
  runUntil(time: string): Promise<void>;
  /** Waits until nothing is left to send or to work off. */
  settled(): Promise<void>;
  link(user: User, agent: string): Promise<void>;
  mail(change?: Partial<IncomingMessage>): Promise<string>;
  /** The card of a case in a channel; the newest that has buttons. */
  cardOf(number: string, channel?: Channel): PostedMessage;
  thread(card: PostedMessage, channel?: Channel): readonly PostedMessage[];
  // What people do in Slack.
  post(body: object | string, options?: Parameters<typeof signedRequest>[3]): Promise<Response>;
  event(event: object, change?: object): Promise<Response>;
  click(user: User, message: PostedMessage, action: string, channel?: Channel): Promise<Response>;
  submit(user: User, values: Readonly<Record<string, string>>, files?: readonly object[]): Promise<Response>;
  command(user: User, text: string): Promise<Response>;
  /** A second process on the same store. */
  another(): Promise<{ stop(): Promise<void> }>;
  /** The process ends, and another takes its place. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface DeskChange {
  readonly routes?: readonly SlackRoute[];
  readonly options?: Partial<SlackOptions>;
  readonly tuning?: SlackTuning;
  readonly intake?: (peer: SlackPeer, workspace: Workspace) => SlackOptions['intake'];
  readonly postsPerSecond?: number;
  readonly prepare?: (peer: SlackPeer, workspace: Workspace) => void;
}

const hurry: SlackTuning = {
  pace: { postEveryMs: 0, editEveryMs: 0 },
  sweepEveryMs: 3_600_000,
  retryPauseMs: () => 20,
};

/** A whole desk in memory with a Slack of our own: Monday, 23 November 2026, 10:00 in London. */
export async function openDeskForTest(change: DeskChange = {}): Promise<DeskForTest> {
  const peer = await startSlackPeer(
    change.postsPerSecond === undefined ? {} : { postsPerSecond: change.postsPerSecond },
  );
  const workspace = peer.addWorkspace();
  const triage = peer.addChannel(workspace);
  const people = {
    ann: peer.addUser(workspace, { id: 'U0ANN', name: 'Ann', email: 'ann@desk.example' }),
    bob: peer.addUser(workspace, { id: 'U0BOB', name: 'Bob', email: 'bob@desk.example' }),
    pia: peer.addUser(workspace, { id: 'U0PIA', name: 'Pia', email: 'pia@desk.example' }),
  };
  change.prepare?.(peer, workspace);
  const campus = await openCampus('slack', { at: { clock: 'next-response', percent: 100 } });
  const { desk, store, clock } = campus;
  const urlForLinking = (token: string) => `https://desk.example/link?token=${token}`;
  const chat = createChat({ desk, identity, channel: 'slack', urlForLinking, newId: randomUUID });
  const options: SlackOptions = {
    intake: change.intake?.(peer, workspace) ?? {
      kind: 'http',
      signingSecrets: [peer.signingSecret],
      botToken: workspace.token,
    },
    routes: change.routes ?? [{ channel: triage.id, restricted: false }],
    url: 'https://desk.example',
    maxFileMegabytes: 1,
    platform: {
      apiUrl: peer.apiUrl,
      authorizeUrl: `${peer.url}/authorize`,
      fileHosts: [peer.host],
      uploadHosts: [peer.host],
      responseHosts: [peer.host],
      protocol: 'http:',
    },
    ...change.options,
  };
  const vault = createVault([newVaultKey()]);
  const failures: unknown[] = [];
  const begin = async () => {
    const channel = await start({ desk, chat, store, vault }, options, { ...hurry, ...change.tuning });
    const outbox = startOutbox(store, [channel.deliverer], {
      desk,
      idleSeconds: 0.05,
      concurrency: 16,
      onError: (error) => failures.push(error),
    });
    return { channel, outbox };
  };
  let running = await begin();
  const server = createAdaptorServer({
    fetch: (request) => running.channel.fetch(request),
    overrideGlobalObjects: false,
  }) as Server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const link = (user: User, agent: string) =>
    campus.link({ account: `${workspace.id}/${user.id}`, shownAs: user.name }, agent);
  for (const [agent, user] of Object.entries(people)) await link(user, agent);
  const post: DeskForTest['post'] = (body, how) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return fetch(signedRequest(`${url}/slack/events`, text, peer.signingSecret, how));
  };
  const payload = (body: object) =>
    post(new URLSearchParams({ payload: JSON.stringify({ team: { id: workspace.id }, ...body }) }).toString(), {
      form: true,
    });
  return {
    peer,
    store,
    desk,
    chat,
    workspace,
    triage,
    ...people,
    url: () => url,
    channel: () => running.channel,
    now: clock.now,
    pass: clock.pass,
    runUntil: (time) => runClocksUntil(desk, clock, time),
    settled: async () => {
      await until(async () => {
        await running.channel.idle();
        const waiting = await store.listOutbox({ status: 'waiting', destination: 'slack', limit: 1_000 });
        if (!waiting.every(({ notBefore }) => Temporal.Instant.compare(notBefore, clock.now()) > 0)) return undefined;
        await running.channel.idle();
        return true;
      }, 'everything to be sent');
      if (failures.length > 0) throw failures[0];
    },
    link,
    mail: campus.mail,
    cardOf: (number, channel = triage) => {
      const found = channel.messages.findLast(
        ({ blocks, thread }) => thread === undefined && JSON.stringify(blocks[0] ?? {}).includes(`"text":"${number} `),
      );
      if (!found) throw new Error(`no card of ${number} in ${channel.id}`);
      return found;
    },
    thread: (card, channel = triage) =>
      channel.messages.filter(({ thread, only }) => thread === card.ts && only === undefined),
    post,
    event: (event, more = {}) =>
      post({
        type: 'event_callback',
        event_id: `Ev${randomUUID()}`,
        team_id: workspace.id,
        authorizations: [{ team_id: workspace.id, enterprise_id: null, is_enterprise_install: false }],
        event,
        ...more,
      }),
    click: (user, message, action, channel = triage) => {
      const pressed = elementsOf(message.blocks).find(
        ({ id, value }) =>
          id === `press:${action}` ||
          id.startsWith(`press:${action}:`) ||
          (id === 'press:menu' && value.startsWith(`${action}|`)),
      );
      if (!pressed) throw new Error(`there is no button to ${action}: ${JSON.stringify(message.blocks)}`);
      const { url: response_url } = peer.responseUrl();
      return payload({
        type: 'block_actions',
        user: { id: user.id, team_id: workspace.id },
        channel: { id: channel.id },
        container: {
          type: 'message',
          message_ts: message.ts,
          channel_id: channel.id,
          ...(message.thread !== undefined && { thread_ts: message.thread }),
        },
        message: { ts: message.ts, ...(message.thread !== undefined && { thread_ts: message.thread }) },
        trigger_id: peer.trigger(),
        response_url,
        actions: [
          pressed.id === 'press:menu'
            ? { type: 'overflow', action_id: pressed.id, block_id: 'b', selected_option: { value: pressed.value } }
            : { type: 'button', action_id: pressed.id, block_id: 'b', value: pressed.value },
        ],
      });
    },
    submit: (user, values, files = []) => {
      const opened = peer.views.at(-1);
      if (!opened) throw new Error('no modal is open');
      const blocks = opened.view.blocks as readonly { block_id?: string; element?: { type: string } }[];
      const state = Object.fromEntries(
        blocks.flatMap(({ block_id: id = '', element }): [string, unknown][] => {
          if (!element) return [];
          const value = values[id.replace(/^field:/, '')];
          if (element.type === 'file_input') return [[id, { value: { type: 'file_input', files } }]];
          const initial = element as { initial_option?: { value: string }; initial_value?: string };
          const chosen = value ?? initial.initial_option?.value;
          if (element.type === 'multi_static_select') {
            const several = (value ?? '').split(',').filter(Boolean);
            return [
              [id, { value: { type: element.type, selected_options: several.map((each) => ({ value: each })) } }],
            ];
          }
          return element.type === 'static_select'
            ? [
                [
                  id,
                  {
                    value: { type: 'static_select', selected_option: chosen === undefined ? null : { value: chosen } },
                  },
                ],
              ]
            : [[id, { value: { type: 'plain_text_input', value: value ?? initial.initial_value ?? null } }]];
        }),
      );
      return payload({
        type: 'view_submission',
        user: { id: user.id, team_id: workspace.id },
        trigger_id: peer.trigger(),
        view: { id: opened.id, ...opened.view, state: { values: state } },
      });
    },
    command: (user, text) => {
      const { url: response_url } = peer.responseUrl();
      const form = new URLSearchParams({
        command: '/case',
        text,
        team_id: workspace.id,
        user_id: user.id,
        channel_id: triage.id,
        trigger_id: peer.trigger(),
        response_url,
        token: 'the-old-verification-token',
      });
      return post(form.toString(), { form: true });
    },
    another: async () => {
      const { channel, outbox } = await begin();
      return {
        stop: async () => {
          await outbox.stop();
          await channel.stop();
        },
      };
    },
    restart: async () => {
      await running.outbox.stop();
      await running.channel.stop();
      running = await begin();
    },
    close: async () => {
      await running.outbox.stop();
      await running.channel.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
      await peer.stop();
    },
  };
}

/** Buttons and menu entries of a message. */
function elementsOf(blocks: PostedMessage['blocks']): readonly { readonly id: string; readonly value: string }[] {
  return blocks.flatMap((block) => {
    const elements = [
      ...((block.elements ?? []) as Element[]),
      ...(block.accessory ? [block.accessory as Element] : []),
    ];
    return elements.flatMap(({ action_id: id, value, options }) => [
      ...(id !== undefined && value !== undefined ? [{ id, value }] : []),
      ...(options ?? []).map((option) => ({ id: id ?? '', value: option.value })),
    ]);
  });
}

interface Element {
  readonly action_id?: string;
  readonly value?: string;
  readonly options?: readonly { readonly value: string }[];
}
