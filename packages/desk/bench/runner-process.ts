import { openCaseStore } from '@sla/case-store';

import { openBenchDesk } from './bench-desk.ts';

/** A clock runner in a process of its own: says `ready`, begins when it is written to, ends when nothing is due. */
const [url = '', schema = '', blobFolder = ''] = process.argv.slice(2);
const store = await openCaseStore({ kind: 'postgres', url, schema, blobFolder });
const desk = await openBenchDesk(store);
process.stdout.write('ready\n');
await new Promise((begin) => process.stdin.once('data', begin));
while ((await desk.runClocks(200)) > 0);
await store.close();
process.stdin.destroy();
