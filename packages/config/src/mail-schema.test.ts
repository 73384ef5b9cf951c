import { resolve } from 'node:path';

import { expect, it } from 'vitest';

import type { DeskConfig } from './desk-config.ts';
import { toDeskOptions } from './desk-options.ts';
import { deskSchema } from './desk-schema.ts';
import { defaultDeskConfig } from './load-desk-config.ts';
import { toDeskConfig } from './to-desk-config.ts';
import { readYaml } from './yaml-source.ts';

const { policies } = defaultDeskConfig();
const folder = resolve('/etc/desk');

function read(text: string): DeskConfig {
  const [first, ...others] = policies;
  if (first === undefined) throw new Error('the default desk has no policy');
  return toDeskConfig(deskSchema.parse(readYaml('desk', text).value), [first, ...others], folder);
}

function faultsOf(text: string): readonly string[] {
  const read = deskSchema.safeParse(readYaml('desk', text).value);
  return read.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
}

it('a signature is a text, or a text with its HTML, of the desk, a mailbox or an agent', () => {
  const config = read(`
desk: { signature: "{signature}\\n{desk}" }
mailboxes: [ { id: m, address: m@acme.example, signature: { text: "{agent}", html: "<b>{agent}</b>" } } ]
agents: [ { id: ann, name: Ann, email: ann@acme.example, signature: "Ann, second line" } ]
`);
  expect(config.desk.signature).toEqual({ text: '{signature}\n{desk}' });
  expect(config.mailboxes[0]?.signature).toEqual({ text: '{agent}', html: '<b>{agent}</b>' });
  expect(config.agents[0]?.signature).toEqual({ text: 'Ann, second line' });
});

it('a signature with a blank that nobody fills is a fault', () => {
  expect(faultsOf('desk: { signature: "{name}" }')).toEqual([
    'desk.signature: expected no other blanks than {signature}, {agent}, {desk}, {address} and {case}; a text such as "{agent}, {desk}"',
  ]);
});

it('each mailbox may speak a language of its own', () => {
  const config = read(`
mailboxes:
  - { id: de, address: Hilfe@acme.example, language: de }
  - { id: en, address: help@acme.example }
`);
  expect(toDeskOptions(config).identity.languages).toEqual({ 'hilfe@acme.example': 'de' });
  expect(faultsOf('mailboxes: [ { id: m, address: m@acme.example, language: Deutsch } ]')).toEqual([
    'mailboxes.0.language: expected a language such as en or de',
  ]);
});

it('a mailbox at Microsoft sends as well, unless told otherwise', () => {
  const graph = 'tenant: t, clientId: c, secret: s';
  const config = read(`
mailboxes:
  - { id: a, address: a@acme.example, graph: { ${graph} } }
  - { id: b, address: b@acme.example, graph: { ${graph}, send: false } }
`);
  expect(config.mailboxes.map((mailbox) => mailbox.graph?.send)).toEqual([true, false]);
});

it('certificates of trusted signers are looked for beside the file', () => {
  const config = read('intake: { authentication: { smime: [ca.pem, /etc/ssl/other.pem] } }');
  expect(config.intake.authentication).toEqual({
    trust: [],
    verify: 'direct',
    dns: [],
    smime: [resolve(folder, 'ca.pem'), resolve('/etc/ssl/other.pem')],
  });
});
