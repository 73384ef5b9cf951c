import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

import { type CaseStore, openCaseStore } from '@sla/case-store';
import { startOwnPostgres } from '@sla/case-store/contract';
import { simpleParser } from 'mailparser';

import { type EmailChannel, start } from '../src/start.ts';
import { createTestDesk, testOptions } from '../src/testing/test-desk.ts';
import { benchMails } from './mails.ts';
import { processorOfPostgres } from './processor.ts';
import { sendAll, sendLarge } from './send.ts';

const folder = process.env.SLA_CORPUS ?? join(import.meta.dirname, '../testdata');
const count = Number(process.env.SLA_BENCH_MAILS ?? 1_000);
const lanes = 20;
const script = ['--conditions=@sla/source', join(import.meta.dirname, 'main.ts')];
/** As docs/operations.md starts the mail process. */
const asOperated = '--max-semi-space-size=8';

if (process.argv[2] === 'send') await sendAll(Number(process.argv[3]), count, lanes, folder);
if (process.argv[2] === 'large') await sendLarge(Number(process.argv[3]), Number(process.argv[4]));
if (process.argv[2] === 'large-mails') await largeMails();
await once(spawn(process.execPath, [asOperated, ...script, 'large-mails'], { stdio: 'inherit' }), 'exit');
const mails = benchMails(folder, count);
const megabytes = mails.reduce((total, { length }) => total + length, 0) / 1024 / 1024;
say(`${count} mails of ${folder}, ${megabytes.toFixed(1)} MB`);
const floor = await timed('floor: boundary scan, base64 decode', async () => mails.forEach(scan));
const parser = await timed('simpleParser, its defaults', async () => {
  for (const mail of mails) await simpleParser(mail).catch(() => undefined);
});
const desk = await onPostgres((url, place) => withChannel(url, place, wireToCase));
say(`share of simpleParser ${(parser / desk).toFixed(2)} (to reach: 0.70), of the floor ${(floor / desk).toFixed(3)}`);
const budget = (availableParallelism() * parser) / 0.7 / count;
say(`0.70 leaves ${budget.toFixed(2)} ms of the ${availableParallelism()} processors a mail, for all of them together`);

/** From the first connection to the last committed case, on PostgreSQL, in this one process; the sender has its own. */
async function wireToCase({ port, channel, store }: Running): Promise<number> {
  const sender = senderOf('send', port);
  await once(sender.stdout, 'data');
  const sent = once(sender.stdout, 'data');
  const before = processorOfPostgres();
  const ms = await timed('wire to committed case', async () => {
    sender.stdin.write('go\n');
    await sent;
    await channel.idle();
  });
  const own = before === undefined ? '?' : (((processorOfPostgres() ?? 0) - before) / count).toFixed(2);
  say(`  beside it: PostgreSQL ${own} ms of processor a mail, the sender ${String((await sent)[0]).trim()} ms`);
  const [cases, waiting] = await Promise.all([store.countCases({}), store.listInbox('email', 1)]);
  say(`  ${cases} cases, ${waiting.length === 0 ? 'nothing' : 'something'} left over`);
  return ms;
}

async function onPostgres<Answer>(work: (url: string, place: string) => Promise<Answer>): Promise<Answer> {
  const place = await mkdtemp(join(tmpdir(), 'sla-mail-bench-'));
  const server = process.env.DATABASE_URL === undefined ? await startOwnPostgres() : undefined;
  try {
    const url = server?.url ?? process.env.DATABASE_URL;
    if (url === undefined) throw new Error('There is no PostgreSQL to measure on: install one or set DATABASE_URL.');
    return await work(url, place);
  } finally {
    await server?.stop();
    await rm(place, { recursive: true, force: true });
  }
}

interface Running {
  readonly port: string;
  readonly channel: EmailChannel;
  readonly store: CaseStore;
}

async function withChannel<Answer>(
  url: string,
  place: string,
  work: (running: Running) => Promise<Answer>,
): Promise<Answer> {
  const store = await openCaseStore({ kind: 'postgres', url, blobFolder: join(place, 'blobs') });
  const smtp = { host: '127.0.0.1', port: 0, allowFrom: [], maxSizeBytes: 128 * 1024 * 1024 };
  const channel = await start(createTestDesk(store), store, { ...testOptions(join(place, 'mail')), smtp });
  try {
    return await work({ port: String(channel.intakeAddress?.port ?? 0), channel, store });
  } finally {
    await channel.stop();
    await store.close();
  }
}

/** In a process that has just started: what a large mail takes is no room that others left. */
async function largeMails(): Promise<void> {
  await onPostgres(async (url, place) => {
    for (const megabytes of [25, 25, 50]) await withChannel(url, place, (running) => large(running, megabytes));
  });
  process.exit(0);
}

/** One mail with so many MiB of file, from the wire to the case, and what memory it takes above what stood before. */
async function large({ port, channel }: Running, megabytes: number): Promise<void> {
  const sender = senderOf('large', port, String(megabytes));
  await once(sender.stdout, 'data');
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5);
  const from = performance.now();
  const sent = once(sender, 'exit');
  sender.stdin.write('go\n');
  await sent;
  await channel.idle();
  clearInterval(watch);
  const mib = (bytes: number) => (bytes / 1024 / 1024).toFixed(0);
  say(
    `${megabytes} MiB file: ${(performance.now() - from).toFixed(0)} ms; ${mib(peak - before)} MiB above the ${mib(before)} before`,
  );
}

/** The other side of the wire, in a process of its own. */
function senderOf(...what: readonly string[]) {
  return spawn(process.execPath, [...script, ...what], { stdio: ['pipe', 'pipe', 'inherit'] });
}

async function timed(what: string, work: () => Promise<unknown>): Promise<number> {
  const used = process.cpuUsage();
  const from = performance.now();
  await work();
  const ms = performance.now() - from;
  const { user, system } = process.cpuUsage(used);
  const cpu = `${((user + system) / 1_000 / count).toFixed(2)} ms of processor a mail`;
  say(`${what.padEnd(38)} ${((count / ms) * 1_000).toFixed(0).padStart(7)} mails/s  ${cpu}`);
  return ms;
}

/** What no reader can save: finding the boundaries and decoding base64. */
function scan(mail: Buffer): void {
  let at = 0;
  for (let next = mail.indexOf('\n--'); next >= 0; next = mail.indexOf('\n--', at)) at = next + 3;
  const body = mail.indexOf('\r\n\r\n');
  if (body >= 0) Buffer.from(mail.toString('latin1', body), 'base64');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
