import { Temporal } from '@sla/core';
import { expect, test } from 'vitest';

import { folderWith, sla } from '../testing/terminal.ts';
import { doctorSlack } from './slack-doctor.ts';

const settings = (slack: string) => `desk: { name: Acme, address: support@acme.example, timeZone: UTC }
policies: [tiered-support]
channels: { slack: ${slack} }
`;
const socket = settings('{ mode: socket, appToken: xapp-1, botToken: xoxb-1, channels: [{ channel: C0123ABCD }] }');

test('a desk without Slack, and one whose settings lack something, are told what was expected', async () => {
  const none = await folderWith({ 'sla.config.yaml': settings('{}').replace(/^channels.*$/m, '') });
  expect(await sla(['slack', 'doctor'], none)).toMatchObject({
    code: 2,
    err: expect.stringContaining('names no Slack'),
  });
  const half = await folderWith({ 'sla.config.yaml': settings('{ mode: http, botToken: xoxb-1 }') });
  const told = await sla(['slack', 'doctor'], half);
  expect(told).toMatchObject({ code: 2, err: expect.stringContaining('signing secret') });
});

test('each finding is a line; one fault is a no', async () => {
  const cwd = await folderWith({ 'sla.config.yaml': socket });
  let out = '';
  const terminal = {
    out: (text: string) => {
      out += text;
    },
    err: () => undefined,
    cwd,
    env: {},
    now: () => Temporal.Instant.from('2026-11-23T10:00:00Z'),
    readStdin: async () => '',
    stopAsked: () => new Promise<string>(() => undefined),
  };
  const code = await doctorSlack({ config: 'sla.config.yaml' }, terminal, async ({ routes }) => [
    { what: 'app token', ok: true, sentence: 'Slack opens a socket for it.' },
    { what: `channel ${routes[0]?.channel}`, ok: false, sentence: 'It is archived: unarchive it, or name another.' },
  ]);
  expect(code).toBe(1);
  expect(out).toBe(
    'fine   app token: Slack opens a socket for it.\nFAULT  channel C0123ABCD: It is archived: unarchive it, or name another.\n',
  );
});
