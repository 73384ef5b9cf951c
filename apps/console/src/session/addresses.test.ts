import { describe, expect, test } from 'vitest';

import { createAddresses } from './addresses.ts';

function request(url: string, headers: Record<string, string> = {}): Request {
  return new Request(url, { method: 'POST', headers });
}

describe('names it answers to', () => {
  const addresses = createAddresses('https://desk.example/', ['Desk.Internal']);

  test.each([
    ['http://desk.example/', 'desk.example', true],
    ['http://desk.example:8080/', 'desk.example:8080', true],
    ['http://127.0.0.1:4000/', '127.0.0.1:4000', true],
    ['http://[::1]:4000/', '[::1]:4000', true],
    ['http://localhost/', 'LOCALHOST', true],
    ['http://desk.internal/', 'desk.internal', true],
    ['http://evil.example/', 'evil.example', false],
    ['http://desk.example.evil.example/', 'desk.example.evil.example', false],
    ['http://10.0.0.7/', '10.0.0.7', false],
    ['http://localhost/', 'evil.example', false],
    ['http://evil.example/', 'localhost', false],
    ['http://localhost/', 'local host', false],
  ])('%s with Host %s: %s', (url, host, isOurs) => {
    expect(addresses.answersTo(request(url, { host }))).toBe(isOurs);
  });
});

describe('pages that may change something', () => {
  test.each([
    ['https://desk.example', 'https://desk.example', 'desk.example', true],
    ['https://desk.example', 'http://desk.example', 'desk.example', false],
    ['https://desk.example', 'https://desk.example:444', 'desk.example', false],
    ['http://localhost:4000', 'http://localhost:4000', 'localhost:4000', true],
    ['http://localhost:4000', 'http://127.0.0.1:4000', '127.0.0.1:4000', true],
    ['http://localhost:4000', 'http://localhost:4001', 'localhost:4000', false],
    ['http://localhost:4000', 'http://evil.example', 'localhost:4000', false],
    ['http://localhost:4000', 'null', 'localhost:4000', false],
    ['http://localhost:4000', undefined, 'localhost:4000', false],
  ])('desk at %s, page of %s, asked for %s: %s', (url, origin, host, isOurs) => {
    const headers = { host, ...(origin && { origin }) };
    expect(createAddresses(url).isOwnPage(request(`http://${host}/api`, headers))).toBe(isOurs);
  });
});

test('an address that is no http address is a mistake', () => {
  expect(() => createAddresses('ftp://desk.example')).toThrow('ftp://desk.example is not an http or https address');
});
