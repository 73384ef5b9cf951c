import { Temporal } from '@sla/core';
import { expect, test } from 'vitest';

import { createSessions, type SettingsPort } from './sessions.ts';

const start = Temporal.Instant.from('2026-11-23T09:00:00Z');
const later = (days: number) => start.add({ hours: 24 * days });

function settings(): SettingsPort & { readonly kept: Map<string, unknown>; writes: number } {
  const kept = new Map<string, unknown>();
  return {
    kept,
    writes: 0,
    readSetting: async (name) => kept.get(name),
    async writeSetting(name, value) {
      this.writes += 1;
      kept.set(name, structuredClone(value));
    },
  };
}

async function signedIn(port: SettingsPort, agent = 'ann') {
  const sessions = createSessions(port);
  const session = await sessions.signIn(await sessions.createToken(agent), start);
  if (!session) throw new Error('not signed in');
  return { sessions, session };
}

test('a link signs its agent in, more than once', async () => {
  const sessions = createSessions(settings());
  const token = await sessions.createToken('ann');
  const one = await sessions.signIn(token, start);
  const two = await sessions.signIn(token, start);
  expect(one?.agent).toBe('ann');
  expect(two?.cookie).not.toBe(one?.cookie);
});

test('the next link ends the one before, and no session', async () => {
  const { sessions, session } = await signedIn(settings());
  const old = await sessions.createToken('ann');
  await sessions.createToken('ann');
  expect(await sessions.signIn(old, start)).toBeUndefined();
  expect(await sessions.find(session.cookie, start)).toEqual(session);
});

test("one agent's link leaves another's alone", async () => {
  const sessions = createSessions(settings());
  const ann = await sessions.createToken('ann');
  await sessions.createToken('ben');
  expect(await sessions.signIn(ann, start)).toBeDefined();
});

test('a session ends thirty days after it was last used', async () => {
  const { sessions, session } = await signedIn(settings());
  expect(await sessions.find(session.cookie, later(29))).toBeDefined();
  expect(await sessions.find(session.cookie, later(58))).toBeDefined();
  expect(await sessions.find(session.cookie, later(88))).toBeUndefined();
});

test('using a session is written once a day', async () => {
  const port = settings();
  const { sessions, session } = await signedIn(port);
  const before = port.writes;
  await sessions.find(session.cookie, later(0.5));
  expect(port.writes).toBe(before);
  await sessions.find(session.cookie, later(1));
  await sessions.find(session.cookie, later(1.5));
  expect(port.writes).toBe(before + 1);
});

test('signing out ends that session alone', async () => {
  const port = settings();
  const { sessions, session } = await signedIn(port);
  const other = await sessions.signIn(await sessions.createToken('ann'), start);
  await sessions.signOut(session.cookie);
  expect(await sessions.find(session.cookie, start)).toBeUndefined();
  expect(await sessions.find(other?.cookie ?? '', start)).toBeDefined();
});

test('what is kept lets nobody in', async () => {
  const port = settings();
  const { sessions, session } = await signedIn(port);
  const token = await sessions.createToken('ann');
  const kept = JSON.stringify([...port.kept]);
  for (const secret of [session.cookie, token]) expect(kept).not.toContain(secret.split('.')[1]);
  expect(kept).not.toContain(session.csrf);
});

test('twenty sessions an agent are kept, those signed in last', async () => {
  const { sessions, session } = await signedIn(settings());
  const token = await sessions.createToken('ann');
  const all = await Promise.all(Array.from({ length: 20 }, () => sessions.signIn(token, start)));
  expect(await sessions.find(session.cookie, start)).toBeUndefined();
  for (const each of all) expect(await sessions.find(each?.cookie ?? '', start)).toBeDefined();
});

test('a session outlives the process', async () => {
  const port = settings();
  const { session } = await signedIn(port);
  expect(await createSessions(port).find(session.cookie, later(1))).toEqual(session);
});

test.each(['', 'x', 'YW5u.', `YW5u.${'A'.repeat(43)}`, `.${'A'.repeat(43)}`, `__proto__.${'A'.repeat(43)}`])(
  '%j is neither a token nor a session',
  async (text) => {
    const { sessions } = await signedIn(settings());
    expect(await sessions.signIn(text, start)).toBeUndefined();
    expect(await sessions.find(text, start)).toBeUndefined();
  },
);

test('settings that somebody else wrote count as absent', async () => {
  const port = settings();
  const { sessions, session } = await signedIn(port);
  port.kept.set('console.sessions.ann', [{ hash: 7 }]);
  expect(await sessions.find(session.cookie, start)).toBeUndefined();
});
