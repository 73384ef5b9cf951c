#!/usr/bin/env node
import { once } from 'node:events';

import { Temporal } from '@sla/core';

import { runCommand } from './program.ts';
import { untilStopAsked } from './up/until-stop-asked.ts';

process.exitCode = await runCommand(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  drained: async () => process.stdout.writableNeedDrain && once(process.stdout, 'drain'),
  err: (text) => process.stderr.write(text),
  cwd: process.cwd(),
  env: process.env,
  now: () => Temporal.Now.instant(),
  readStdin: async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString('utf8');
  },
  stopAsked: untilStopAsked,
});
