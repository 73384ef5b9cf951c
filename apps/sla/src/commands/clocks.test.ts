import { join } from 'node:path';

import { loadDeskConfig } from '@sla/config';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { ownDatabase } from '../testing/own-database.ts';
import { folderWith, sla } from '../testing/terminal.ts';
import { openStore } from '../up/open-store.ts';
import { openDesk } from '../up/run-desk.ts';

const { DATABASE_URL = '' } = process.env;

const SETTINGS = `desk: { name: Acme Support, address: support@acme.example }
policies: [./quick.yaml]
agents: [{ id: ann, name: Ann, email: ann@acme.example, role: admin, teams: [] }]
`;
const QUICK = `id: quick
version: 1
timeZone: Europe/London
calendars: { always: { timeZone: Europe/London, weekly: { mon-sun: "00:00-24:00" } } }
calendar: always
tiers: [L1]
priorities: { normal: { title: Normal, targets: { first-response: { within: 1 second } } } }
defaults: { priority: normal }
`;

describe('sla clocks', () => {
  it('wants the settings of a desk', async () => {
    const { code, err } = await sla(['clocks'], await folderWith({}));
    expect([code, err]).toEqual([1, expect.stringContaining('There is no sla.config.yaml here')]);
  });

  it('leaves an embedded desk to its one process, and says what to do', async () => {
    const { code, err } = await sla(['clocks'], await folderWith({ 'sla.config.yaml': SETTINGS, 'quick.yaml': QUICK }));
    expect([code, err]).toEqual([1, expect.stringContaining('set DATABASE_URL')]);
  });

  it.skipIf(DATABASE_URL === '')(
    'runs the clocks of cases that others take in (needs DATABASE_URL)',
    async () => {
      const cwd = await folderWith({ 'sla.config.yaml': SETTINGS, 'quick.yaml': QUICK });
      const database = await ownDatabase(DATABASE_URL);
      const loaded = await loadDeskConfig(join(cwd, 'sla.config.yaml'), { env: {}, today: '2026-11-23' });
      if ('faults' in loaded) throw new Error(JSON.stringify(loaded.faults));
      const store = await openStore({ ...loaded.config, database });
      onTestFinished(() => store.close());
      const desk = await openDesk(loaded.config, store, 'http://127.0.0.1');
      let ask: (signal: string) => void = () => {};
      const stopAsked = new Promise<string>((asked) => {
        ask = asked;
      });
      const ended = sla(['clocks'], cwd, { env: { DATABASE_URL: database }, stopAsked: () => stopAsked });

      const taken = await desk.receive({
        channel: 'email',
        receivedAt: await store.now(),
        from: { address: 'maria@ashdown.example' },
        to: ['support@acme.example'],
        cc: [],
        subject: 'Nobody can log in',
        text: 'Please help.',
        references: [],
        attachments: [],
        machine: 'no',
        mayAcknowledge: false,
      });
      if (!taken.ok) throw new Error(taken.refusal.code);
      // Effects are kept by whoever woke the case: here nobody else does.
      await vi.waitFor(
        async () =>
          expect((await store.listEffects(taken.case.id)).map(({ id }) => id)).toContain('first-response/1/miss'),
        { timeout: 60_000, interval: 100 },
      );
      ask('SIGTERM');
      expect((await ended).code).toBe(0);
    },
    120_000,
  );
});
