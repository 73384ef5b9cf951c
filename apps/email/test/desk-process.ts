import { join } from 'node:path';

import { openCaseStore } from '@sla/case-store';

import { start } from '../src/start.ts';
import { createTestDesk, testOptions } from '../src/testing/test-desk.ts';

/** A desk of its own process on a folder, to be killed: says on which port it takes mail. */
const folder = process.argv[2] ?? '';
const store = await openCaseStore({ kind: 'embedded', folder });
const desk = createTestDesk(store);
await desk.adopt({ agents: [], teams: [], organisations: [] });
const channel = await start(desk, store, testOptions(join(folder, 'mail')));
process.stdout.write(`${JSON.stringify({ port: channel.intakeAddress?.port })}\n`);
