#!/usr/bin/env node
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { formatFault, loadDeskConfig } from '@sla/config';
import { Temporal } from '@sla/core';

import { buildPackage } from './build-package.ts';

/** `npm run manifest -- --config FILE --out FILE`: writes the app package of the desk that the settings describe. */
process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      config: { type: 'string', default: 'sla.config.yaml' },
      out: { type: 'string', default: 'teams-app.zip' },
      version: { type: 'string', default: '1.0.0' },
    },
  });
  // Where the command was typed; a package manager goes to the package first.
  const here = process.env.INIT_CWD ?? process.cwd();
  const today = Temporal.Now.plainDateISO('UTC').toString();
  const loaded = await loadDeskConfig(resolve(here, values.config), { env: process.env, today });
  if ('faults' in loaded) return refuse(loaded.faults.map(formatFault));
  const { desk, channels } = loaded.config;
  if (channels.teams === undefined)
    return refuse([`${values.config}  names no Microsoft Teams, expected channels.teams`]);
  const facts = {
    clientId: channels.teams.clientId,
    deskName: desk.name,
    url: desk.url,
    version: values.version,
    readsChannels: channels.teams.channels.some(({ intake }) => intake),
  };
  const built = await buildPackage(facts, new URL('../../manifest/', import.meta.url));
  if (!built.ok) return refuse(built.faults);
  await writeFile(resolve(here, values.out), built.archive);
  process.stdout.write(`Wrote ${values.out}. Upload it in Teams under Apps > Manage your apps > Upload an app.\n`);
  return 0;
}

function refuse(lines: readonly string[]): number {
  process.stderr.write(lines.map((line) => `${line}\n`).join(''));
  return 2;
}
