import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

import { openCaseStore } from '@sla/case-store';
import { startOwnPostgres } from '@sla/case-store/contract';
import { simpleParser } from 'mailparser';

import { start } from '../src/start.ts';
import { createTestDesk, testOptions } from '../src/testing/test-desk.ts';
import { benchMails, largeMail } from './mails.ts';
import { processorOfPostgres } from './processor.ts';
import { sendAll } from './send.ts';

const folder = process.env.SLA_CORPUS ?? join(import.meta.dirname, '../testdata');
const count = Number(process.env.SLA_BENCH_MAILS ?? 1_000);
const lanes = 20;

if (process.argv[2] === 'send') await sendAll(Number(process.argv[3]), count, lanes, folder);
const mails = benchMails(folder, count);
const megabytes = mails.reduce((total, { length }) => total + length, 0) / 1024 / 1024;
say(`${count} mails of ${folder}, ${megabytes.toFixed(1)} MB`);
const floor = await timed('floor: boundary scan, base64 decode', async () => mails.forEach(scan));
const parser = await timed('simpleParser, its defaults', async () => {
  for (const mail of mails) await simpleParser(mail).catch(() => undefined);
});
const desk = await wireToCase();
say(`share of simpleParser ${(parser / desk).toFixed(2)} (to reach: 0.70), of the floor ${(floor / desk).toFixed(3)}`);
const budget = (availableParallelism() * parser) / 0.7 / count;
say(`0.70 leaves ${budget.toFixed(2)} ms of the ${availableParallelism()} processors a mail, for all of them together`);

/** From the first connection to the last committed case, on PostgreSQL, in this one process; the sender has its own. */
async function wireToCase(): Promise<number> {
  const place = await mkdtemp(join(tmpdir(), 'sla-mail-bench-'));
  const server = process.env.DATABASE_URL === undefined ? await startOwnPostgres() : undefined;
  try {
    const url = server?.url ?? process.env.DATABASE_URL;
    if (url === undefined) throw new Error('There is no PostgreSQL to measure on: install one or set DATABASE_URL.');
    return await measureOn(url, place);
  } finally {
    await server?.stop();
    await rm(place, { recursive: true, force: true });
  }
}

async function measureOn(url: string, place: string): Promise<number> {
  const store = await openCaseStore({ kind: 'postgres', url, blobFolder: join(place, 'blobs') });
  const options = testOptions(join(place, 'mail'));
  const smtp = { host: '127.0.0.1', port: 0, allowFrom: [], maxSizeBytes: 64 * 1024 * 1024 };
  const channel = await start(createTestDesk(store), store, { ...options, smtp });
  const idle = process.memoryUsage.rss();
  const port = String(channel.intakeAddress?.port ?? 0);
  const script = ['--conditions=@sla/source', join(import.meta.dirname, 'main.ts'), 'send', port];
  const sender = spawn(process.execPath, script, { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
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
    await large(port, channel, idle);
    return ms;
  } finally {
    sender.kill();
    await channel.stop();
    await store.close();
  }
}

/** One mail with 25 MiB of file, from the wire to the case, and what memory it takes. */
async function large(port: string, channel: { idle(): Promise<void> }, idle: number): Promise<void> {
  const { createTransport } = await import('nodemailer');
  const raw = largeMail(25);
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5);
  const before = process.memoryUsage.rss();
  const from = performance.now();
  const transport = createTransport({ host: '127.0.0.1', port: Number(port), ignoreTLS: true });
  await transport.sendMail({ envelope: { from: 'mia@customer.example', to: ['support@desk.example'] }, raw });
  await channel.idle();
  clearInterval(watch);
  const mib = (bytes: number) => (bytes / 1024 / 1024).toFixed(0);
  say(
    `25 MiB file: ${(performance.now() - from).toFixed(0)} ms; ${mib(peak - before)} MiB above before, ${mib(before - idle)} MiB of it left by the ${count}`,
  );
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
