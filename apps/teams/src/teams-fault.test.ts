import { expect, test } from 'vitest';

import { toDelivery, toTeamsFault } from './teams-fault.ts';

const refusal = (status: number, code?: string, message = '', headers: Readonly<Record<string, string>> = {}) => ({
  isAxiosError: true,
  message: `Request failed with status code ${status}`,
  response: { status, headers, data: code === undefined ? '' : { error: { code, message } } },
});

test.each([
  [refusal(429, 'Throttled', '', { 'retry-after': '7' }), 'throttled', 'try-again'],
  [refusal(412), 'passing', 'try-again'],
  [refusal(500), 'passing', 'try-again'],
  [refusal(502, 'ServiceError'), 'passing', 'try-again'],
  [refusal(504), 'passing', 'try-again'],
  [{ isAxiosError: true, message: 'socket hang up', code: 'ECONNRESET' }, 'passing', 'try-again'],
  [new Error('anything'), 'passing', 'try-again'],
  [refusal(404, 'ActivityNotFoundInConversation'), 'message-gone', 'refused'],
  [refusal(404, 'ConversationNotFound'), 'conversation-gone', 'refused'],
  [refusal(404), 'conversation-gone', 'refused'],
  [refusal(403, 'BotNotInConversationRoster'), 'not-installed', 'refused'],
  [refusal(403, 'ForbiddenOperationException', 'The app was removed'), 'not-installed', 'refused'],
  [refusal(403, 'ForbiddenOperationException', 'User blocked the conversation with the bot'), 'blocked', 'refused'],
  [refusal(403, 'MessageWritesBlocked'), 'blocked', 'refused'],
  [refusal(403, 'BotDisabledByAdmin'), 'not-allowed', 'refused'],
  [refusal(401, 'Unauthorized'), 'not-allowed', 'refused'],
  [refusal(413, 'MessageSizeTooBig'), 'too-large', 'refused'],
  [refusal(400, 'BadSyntax'), 'refused', 'refused'],
])('%o is %s, so it is %s', (error, kind, delivery) => {
  const fault = toTeamsFault(error);
  expect(fault.kind).toBe(kind);
  expect(toDelivery(fault).kind).toBe(delivery);
  expect(fault.message).toMatch(/^[A-Z].+\(Teams said: .+\)$/);
});

test('how long Teams asks us to wait is read in seconds and as a date', () => {
  const wait = (headers: Readonly<Record<string, string>>) =>
    toTeamsFault(refusal(429, 'Throttled', '', headers)).retryAfterSeconds;
  expect(wait({ 'retry-after': '30' })).toBe(30);
  expect(wait({ 'retry-after': 'Mon, 23 Nov 2026 10:00:45 GMT', date: 'Mon, 23 Nov 2026 10:00:00 GMT' })).toBe(45);
  expect(wait({ 'retry-after': 'soon' })).toBeUndefined();
  expect(wait({})).toBeUndefined();
});
