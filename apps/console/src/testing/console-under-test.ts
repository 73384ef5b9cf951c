import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Attachment, CaseStore } from '@sla/case-store';
import { openTestStore } from '@sla/case-store/contract';
import { definePolicy, type Policy } from '@sla/core';
import { createDesk, type Desk, type IncomingMessage, type PracticeOptions } from '@sla/desk';
import { runClocksUntil, teams, testClock } from '@sla/desk/testing';

import { type Console, type ConsoleOptions, start } from '../index.ts';

/** A console before a real desk on an empty store in memory; Monday, 23 November 2026, 10:00 in London. */
export interface ConsoleUnderTest {
  readonly desk: Desk;
  readonly store: CaseStore;
  readonly web: Console;
  readonly faults: { readonly error: unknown; readonly reference: string; readonly request: string }[];
  /** Moves the clock, running what falls due on the way. */
  runUntil(time: string): Promise<void>;
  /** A browser, signed in unless told otherwise. */
  browser(agent?: string): Promise<Browser>;
  /** Opens a case by mail and says its number. */
  opened(change?: Partial<IncomingMessage>): Promise<string>;
  attachment(
    name: string,
    type: string,
    content: string | Uint8Array,
    change?: Partial<Attachment>,
  ): Promise<Attachment>;
  close(): Promise<void>;
}

export interface Browser {
  readonly cookie: string;
  readonly csrf: string;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  send(path: string, init: RequestInit): Promise<Response>;
}

export const URL_OF_DESK = 'http://127.0.0.1:8080';

export const policy: Policy = definePolicy({
  id: 'campus',
  version: 1,
  title: 'Campus support',
  timeZone: 'Europe/London',
  calendars: { office: { timeZone: 'Europe/London', weekly: { 'mon-fri': '09:00-17:00' } } },
  calendar: 'office',
  tiers: ['L1', 'L2'],
  handover: { L2: { requires: ['logs'] } },
  pauseReasons: ['awaiting-requester', 'awaiting-vendor'],
  priorities: {
    critical: {
      title: 'Critical',
      when: { text: ['outage'] },
      targets: {
        'first-response': { within: '1 hour', clause: 'T-1' },
        'next-response': { within: '1 hour' },
        resolution: { within: '4 hours', kind: 'objective', pauseWhile: ['awaiting-requester'] },
      },
      escalation: [
        {
          id: 'call-duty',
          at: { clock: 'first-response', percent: 100 },
          raiseTo: 'L2',
          notify: [{ role: 'duty', via: ['phone'] }],
          acknowledgeWithin: '15 minutes',
        },
      ],
    },
    normal: {
      title: 'Normal',
      targets: {
        'first-response': { within: '4 business hours' },
        resolution: { within: '2 business days', kind: 'objective' },
      },
    },
  },
  defaults: { priority: 'normal', reopen: 'resume within 7 days', close: '7 days after resolved' },
});

const agents = [
  { id: 'ann', name: 'Ann Lee', email: 'ann@desk.example', role: 'agent', teams: ['first-line'] },
  { id: 'ben', name: 'Ben Ode', email: 'ben@desk.example', role: 'agent', teams: ['first-line'], language: 'de' },
  { id: 'ada', name: 'Ada Noor', email: 'ada@desk.example', role: 'admin', teams: [] },
  { id: 'pia', name: 'Pia Roth', email: 'pia@desk.example', role: 'lead', teams: ['platform'] },
] as const;

export async function consoleUnderTest(
  options: Partial<ConsoleOptions> = {},
  practice: PracticeOptions = {},
): Promise<ConsoleUnderTest> {
  const clock = testClock('2026-11-23T10:00:00Z');
  const store = await openTestStore({ now: clock.now });
  const desk = testDesk(store, practice);
  await desk.adopt({
    agents,
    teams,
    organisations: [{ id: 'ashdown', name: 'Ashdown College', domains: ['ashdown.example'] }],
  });
  const pages = await mkdtemp(join(tmpdir(), 'console-pages-'));
  await writeFile(join(pages, 'index.html'), '<!doctype html><title>SLA Desk</title>');
  const faults: ConsoleUnderTest['faults'] = [];
  const state = store.channelState('console');
  const web = await start(desk, {
    identity: IDENTITY,
    url: URL_OF_DESK,
    pages,
    store,
    readSetting: (name) => state.get(name),
    writeSetting: (name, value) => state.put(name, value),
    onFault: (fault) => faults.push(fault),
    ...options,
  });

  return {
    desk,
    store,
    web,
    faults,
    browser: (agent = 'ann') => signedIn(web, agent),
    runUntil: (time) => runClocksUntil(desk, clock, time),
    async opened(change) {
      const outcome = await desk.receive({ ...MAIL, receivedAt: clock.now(), ...change });
      if (!outcome.ok) throw new Error(`not received: ${outcome.refusal.code}`);
      return outcome.case.number;
    },
    async attachment(name, type, content, change) {
      const blob = await store.blobs.put(oneChunk(Buffer.from(content)));
      return { id: name, name, type, blob, inline: false, ...change };
    },
    async close() {
      await web.stop();
      await store.close();
      await rm(pages, { recursive: true, force: true });
    },
  };
}

export const IDENTITY: ConsoleOptions['identity'] = {
  name: 'Campus Support',
  address: 'support@desk.example',
  casePrefix: 'C',
  language: 'en',
  timeZone: 'Europe/London',
};

function testDesk(store: CaseStore, practice: PracticeOptions): Desk {
  let last = 0;
  return createDesk({
    store,
    policies: { current: [policy], defaultPolicy: 'campus' },
    directory: { roles: { duty: { people: ['agent:pia'], email: [] } } },
    identity: { ...IDENTITY, url: URL_OF_DESK },
    channels: ['phone'],
    practice,
    newId: () => `id-${++last}`,
  });
}

const MAIL: Omit<IncomingMessage, 'receivedAt'> = {
  channel: 'email',
  from: { address: 'maria@ashdown.example', name: 'Maria Sánchez' },
  to: ['support@desk.example'],
  cc: [],
  mailbox: 'support@desk.example',
  subject: 'Nobody can log in',
  text: 'There is an outage: nobody can log in.',
  references: [],
  attachments: [],
  machine: 'no',
  mayAcknowledge: true,
};

async function signedIn(web: Console, agent: string): Promise<Browser> {
  const link = await web.createSignInLink(agent);
  const answer = await web.fetch(new Request(link));
  const cookie = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  const session = await web.fetch(new Request(`${URL_OF_DESK}/api/session`, { headers: { cookie } }));
  const { csrf } = (await session.json()) as { csrf: string };
  const send = async (path: string, init: RequestInit) =>
    web.fetch(new Request(`${URL_OF_DESK}${path}`, { ...init, headers: { cookie, ...init.headers } }));
  const changing = { origin: URL_OF_DESK, 'x-csrf-token': csrf };
  return {
    cookie,
    csrf,
    send,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, body, headers = {}) =>
      send(path, {
        method: 'POST',
        headers: { ...changing, 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
