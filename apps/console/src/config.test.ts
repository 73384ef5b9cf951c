import { expect, test } from 'vitest';

import { readEnvironment } from './config.ts';

const DATABASE_URL = 'postgres://sla@localhost/sla';

test('a database is enough', () => {
  expect(readEnvironment({ DATABASE_URL })).toEqual({ configFile: 'sla.config.yaml', database: DATABASE_URL });
});

test('all of it', () => {
  const env = { DATABASE_URL, SLA_CONFIG: 'desk.yaml', SLA_HOST: '0.0.0.0', SLA_PORT: '9000', SLA_DATA: '/srv/sla' };
  expect(readEnvironment(env)).toEqual({
    configFile: 'desk.yaml',
    database: DATABASE_URL,
    host: '0.0.0.0',
    port: 9000,
    data: '/srv/sla',
  });
});

test.each([
  [{}, 'DATABASE_URL: is not set. A console that runs alone shares a PostgreSQL'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL: is not a PostgreSQL address; expected postgres://'],
  [{ DATABASE_URL, SLA_PORT: 'http' }, 'SLA_PORT: is not a port; expected a number from 0 to 65535'],
  [{ DATABASE_URL, SLA_PORT: '70000' }, 'SLA_PORT: is not a port'],
  [{ DATABASE_URL, SLA_PORT: '1.5' }, 'SLA_PORT: is not a port'],
])('%j: %s', (env, fault) => {
  expect(() => readEnvironment(env)).toThrow(fault);
});

test('every fault at once', () => {
  expect(() => readEnvironment({ SLA_PORT: 'x' })).toThrow(/^DATABASE_URL: .*\nSLA_PORT: .*$/);
});
