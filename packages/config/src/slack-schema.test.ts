import { expect, test } from 'vitest';

import { slackChannelSchema, toSlackChannel } from './slack-schema.ts';

const socket = { mode: 'socket', botToken: 'xoxb-1', appToken: 'xapp-1' };
const http = { mode: 'http', signingSecret: 's3cret', botToken: 'xoxb-1' };

const read = (written: object) => toSlackChannel(slackChannelSchema.parse(written));
const faultsOf = (written: object) =>
  slackChannelSchema.safeParse(written).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

test('Socket Mode takes two tokens', () => {
  expect(read(socket)).toEqual({ ...socket, channels: [], maxFileMegabytes: 50 });
});

test('HTTP takes a secret, or two while one replaces the other, and a token or an app to install', () => {
  expect(read(http)).toEqual({
    mode: 'http',
    signingSecrets: ['s3cret'],
    botToken: 'xoxb-1',
    channels: [],
    maxFileMegabytes: 50,
  });
  expect(
    read({ mode: 'http', signingSecret: ['new', 'old'], clientId: '1.2', clientSecret: 'c', maxFileMegabytes: 5 }),
  ).toMatchObject({
    signingSecrets: ['new', 'old'],
    oauth: { clientId: '1.2', clientSecret: 'c' },
    maxFileMegabytes: 5,
  });
});

test('a channel is for everybody unless it is said', () => {
  const channels = [{ channel: 'C0123ABCD' }, { channel: 'G0123ABCD', team: 'tier-1', restricted: true }];
  expect(read({ ...socket, channels }).channels).toEqual([
    { channel: 'C0123ABCD', restricted: false },
    { channel: 'G0123ABCD', team: 'tier-1', restricted: true },
  ]);
});

test.each<readonly [string, object, readonly string[]]>([
  ['no mode', { botToken: 'xoxb-1' }, ['mode: expected socket or http']],
  [
    'Socket Mode without its tokens',
    { mode: 'socket' },
    [
      'appToken: expected an app-level token, which begins with xapp-',
      'botToken: expected a bot token, which begins with xoxb-',
    ],
  ],
  [
    'tokens that were swapped',
    { ...socket, botToken: 'xapp-1' },
    ['botToken: expected a bot token, which begins with xoxb-'],
  ],
  [
    'a secret that Socket Mode does not use',
    { ...socket, signingSecret: 's' },
    ['signingSecret: Socket Mode has no use for it: expected mode http, or nothing here'],
  ],
  [
    'HTTP that could verify nothing',
    { mode: 'http', botToken: 'xoxb-1' },
    ['signingSecret: expected the signing secret, by which Slack’s requests are verified'],
  ],
  [
    'HTTP without any token',
    { mode: 'http', signingSecret: 's' },
    ['botToken: expected a bot token, which begins with xoxb-, or a clientId and clientSecret to install the app by'],
  ],
  ['half an app', { ...http, clientId: '1.2' }, ['clientSecret: expected both clientId and clientSecret']],
  [
    'a channel by its name',
    { ...socket, channels: [{ channel: '#triage' }] },
    ['channels.0.channel: expected a channel’s id such as C0123ABCD, as its details show it'],
  ],
])('%s is refused', (_, written, faults) => {
  expect(faultsOf(written)).toEqual(faults);
});
