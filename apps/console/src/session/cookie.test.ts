import { expect, test } from 'vitest';

import { sessionCookie } from './cookie.ts';

test('over https only this host may set or see it', () => {
  expect(sessionCookie('https://desk.example').set('abc')).toBe(
    '__Host-sla-session=abc; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax; Secure',
  );
});

test('desks on two ports of one machine have two cookies', () => {
  expect(sessionCookie('http://localhost:4000').set('abc')).toBe(
    'sla-session-4000=abc; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax',
  );
  expect(sessionCookie('http://localhost').name).toBe('sla-session-80');
});

test('it is found among others', () => {
  const cookie = sessionCookie('http://localhost:4000');
  const request = (header: string) => new Request('http://localhost:4000/', { headers: { cookie: header } });
  expect(cookie.read(request('a=1; sla-session-4000=ab.c=; b=2'))).toBe('ab.c=');
  expect(cookie.read(request('sla-session-40000=x'))).toBeUndefined();
  expect(cookie.read(new Request('http://localhost:4000/'))).toBeUndefined();
});
