import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { folderWith, sla } from '../testing/terminal.ts';

const settings = `
desk: { name: Acme Support, address: support@acme.example, timeZone: Europe/Berlin }
policies: [lms-platform]
agents: [{ id: ann, name: Ann, email: ann@acme.example }]
`;

describe('sla mail preview', () => {
  it('shows what requesters get, in both languages, and writes a page', async () => {
    const folder = await folderWith({ 'sla.config.yaml': settings });
    const { code, out } = await sla(['mail', 'preview', '--json', '--html', 'mails.html'], folder);
    expect(code).toBe(0);
    const mails = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; language: string; text: string });
    expect(mails.map(({ kind, language }) => `${language} ${kind}`)).toEqual(
      ['en', 'de'].flatMap((language) =>
        ['acknowledgement', 'reply', 'update', 'resolution', 'survey'].map((kind) => `${language} ${kind}`),
      ),
    );
    expect(mails[0]?.text).toContain('(Europe/Berlin)');
    expect(mails[5]?.text).toContain('Guten Tag Mia Lind,');
    expect(out).not.toContain('/portal/');
    const page = await readFile(join(folder, 'mails.html'), 'utf8');
    expect(page.match(/<iframe sandbox/g)).toHaveLength(10);
  });

  it('shows the line that leads to the portal, where customers can reach it', async () => {
    const reached = settings.replace('timeZone', 'publicUrl: https://help.acme.example, timeZone');
    const folder = await folderWith({ 'sla.config.yaml': reached });
    const { out } = await sla(['mail', 'preview', '--json'], folder);
    const mails = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; language: string; text: string });
    const leading = mails.filter(({ text }) => text.includes(': https://help.acme.example/portal/cases/C-1042\n'));
    expect(leading.map(({ kind, language }) => `${language} ${kind}`)).toEqual([
      'en acknowledgement',
      'en resolution',
      'de acknowledgement',
      'de resolution',
    ]);
    expect(mails[4]?.text).toContain('https://help.acme.example/survey/');
  });

  it('shows signatures, and what a mailbox says in its own way', async () => {
    const folder = await folderWith({
      'sla.config.yaml': `
desk: { name: Acme Support, address: support@acme.example, signature: "{signature}\\n{desk}, {case}" }
policies: [lms-platform]
agents: [{ id: ann, name: Ann, email: ann@acme.example, signature: "Ann Okafor" }]
mailboxes:
  - { id: de, address: hilfe@acme.example, language: de, signature: "{agent} vom Hilfeteam" }
`,
    });
    const { out } = await sla(['mail', 'preview', '--json'], folder);
    const mails = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; language: string; mailbox: string; text: string });
    expect(mails[1]?.text).toContain('Ann\n\n-- \nAnn Okafor\nAcme Support, C-1042\n\nOn ');
    expect(mails.slice(10).map(({ kind, language, mailbox }) => [kind, language, mailbox])).toEqual([
      ['acknowledgement', 'de', 'hilfe@acme.example'],
      ['reply', 'de', 'hilfe@acme.example'],
    ]);
    expect(mails[11]?.text).toContain('-- \nAnn vom Hilfeteam\n\nAm ');
  });
});

describe('sla mail import', () => {
  it('takes mail in once, and says what became of it', async () => {
    const mail = 'From: Mia <mia@customer.example>\nSubject: VPN\nMessage-ID: <1@customer.example>\n\nNo VPN.\n';
    const folder = await folderWith({
      'sla.config.yaml': settings,
      'a.mbox': `From mia@customer.example Mon Oct  5 16:41:02 2026\n${mail}\n`,
    });
    const first = await sla(['mail', 'import', 'a.mbox', '--data', 'kept'], folder);
    expect(first).toMatchObject({ code: 0, out: 'a.mbox 1  settled: C-1001\n' });
    const second = await sla(['mail', 'import', 'a.mbox', '--data', 'kept', '--json'], folder);
    expect(JSON.parse(second.out)).toMatchObject({ file: 'a.mbox', number: 1, outcome: 'known' });
    expect(second.err).toContain('0 mails taken in, 1 known already, 0 kept for another try by the desk.');
  }, 60_000);

  it('names a file that is not there', async () => {
    const folder = await folderWith({ 'sla.config.yaml': settings });
    const { code, err } = await sla(['mail', 'import', 'none.eml', '--data', 'kept'], folder);
    expect([code, err.split('\n')[0]]).toEqual([2, 'none.eml  there is no such file']);
  }, 60_000);
});
