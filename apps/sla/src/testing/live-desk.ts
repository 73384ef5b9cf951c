import { join } from 'node:path';

import { loadDeskConfig } from '@sla/config';

import { openStore } from '../up/open-store.ts';
import { openDesk } from '../up/run-desk.ts';

/** The embedded desk of the settings in a folder; `life` is one case, opened by a call that was answered. */
export async function openLive(cwd: string) {
  const loaded = await loadDeskConfig(join(cwd, 'sla.config.yaml'), { env: {}, today: '2026-11-23' });
  if ('faults' in loaded) throw new Error('bad settings');
  const store = await openStore(loaded.config);
  const desk = await openDesk(loaded.config, store, 'http://127.0.0.1:8080');
  return {
    async life() {
      const call = { from: { address: 'maria@ashdown.example' }, subject: 'Marks', summary: 'No marks.', key: 'k' };
      const outcome = await desk.takeCall('agent:ann', call);
      if (!outcome.ok) throw new Error(outcome.refusal.code);
      return outcome.case.number;
    },
    close: () => store.close(),
  };
}
