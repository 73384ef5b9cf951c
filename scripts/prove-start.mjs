// Proves the README's first command as a newcomer runs it: a fresh clone, `npm start`, the page, a mail by SMTP, a kill -9, a second
// start, a second process on the same folder, Ctrl-C. Prints how long each took; fails only on what is wrong, never on slowness.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../..');
const work = mkdtempSync(join(tmpdir(), 'fresh-'));
const clone = join(work, 'clone');
const running = new Set();
let passed = 0;
let failed = 0;

try {
  await prove();
} catch (error) {
  failed += 1;
  console.log(`FAIL  ${error.message}`);
} finally {
  for (const child of running) killGroup(child, 'SIGKILL');
  rmSync(work, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function prove() {
  const cloned = spawnSync('git', ['clone', '--quiet', root, clone], { encoding: 'utf8' });
  if (cloned.status !== 0) throw new Error(`the clone failed: ${cloned.stderr}`);

  const first = await timed('npm start in a bare clone, to the open page', start);
  await timed('the queue shows the demo cases', async () =>
    expect((await queue(first)).total > 5, 'fewer than six cases in the queue'),
  );

  const subject = `Proof ${process.pid}: the course list is empty`;
  await timed('a mail by SMTP becomes a case with a receipt', async () => {
    await sendMail(first, subject);
    await until(
      async () => (await queue(first)).cases.some((one) => one.subject === subject),
      'the mail did not become a case',
    );
    await until(
      async () => (await caught(first)).some((mail) => mail.subject.includes(subject) && mail.purpose === 'receipt'),
      'no receipt was sent',
    );
  });

  await timed('kill -9 in the middle of intake loses nothing that was taken', async () => {
    const sent = [];
    for (let count = 0; count < 5; count += 1) {
      await sendMail(first, `${subject} again ${count}`);
      sent.push(`${subject} again ${count}`);
    }
    killGroup(first.child, 'SIGKILL');
    await first.ended;
    const second = await timed('npm start the second time', start);
    for (const one of sent)
      await until(
        async () => (await queue(second)).cases.filter((item) => item.subject === one).length === 1,
        `"${one}" is not there exactly once`,
      );
    first.second = second;
  });
  await proveRefusals(first.second);
  await proveEnd(first.second);
}

async function proveRefusals(second) {
  await timed('a second process on the folder is refused in a sentence', async () => {
    const refused = await runToEnd(['--data', join(work, 'data'), '--port', '0', '--smtp-port', '0']);
    expect(
      refused.code !== 0 && refused.output.includes('DATABASE_URL'),
      `expected a refusal that names DATABASE_URL, got ${refused.code}: ${refused.output.slice(-400)}`,
    );
  });
  await timed('a busy port is one sentence', async () => {
    const port = new URL(second.page).port;
    const refused = await runToEnd(['--data', join(work, 'other'), '--port', port, '--smtp-port', '0']);
    expect(
      refused.code !== 0 && refused.output.includes(port) && !refused.output.includes('    at '),
      `expected a sentence that names port ${port}, got ${refused.code}: ${refused.output.slice(-400)}`,
    );
  });
}

async function proveEnd(second) {
  await timed('Ctrl-C stops cleanly', async () => {
    process.kill(-second.child.pid, 'SIGINT');
    await second.ended;
    // npm and its shell end by the signal themselves; what counts is that the desk had its time to stop.
    expect(
      second.output().includes('Everything that was taken is kept'),
      `it did not say so: ${second.output().slice(-400)}`,
    );
  });
  await timed('`npm run -s sla -- check lms-platform` prints its answer alone', async () => {
    const done = spawnSync('npm', ['run', '-s', 'sla', '--', 'check', 'lms-platform', '--json'], {
      cwd: clone,
      encoding: 'utf8',
    });
    expect(typeof JSON.parse(done.stdout) === 'object', `it ended with ${done.status}`);
  });
  const dirty = spawnSync('git', ['status', '--porcelain'], { cwd: clone, encoding: 'utf8' }).stdout;
  await timed('the clone stays clean', async () => expect(dirty === '', dirty));
}

/** Starts the desk and waits for the sentence that names its page. */
function start() {
  const child = spawn('npm', ['start', '--', '--data', join(work, 'data'), '--port', '0', '--smtp-port', '0'], {
    cwd: clone,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  const ended = new Promise((done) => child.on('exit', (code) => done(code)));
  return new Promise((ready, gone) => {
    const look = async (chunk) => {
      output += chunk;
      const page = /http:\/\/\S+\/sign-in\?\S+/.exec(output)?.[0];
      const smtp = /127\.0\.0\.1:(\d+) \(SMTP\)/.exec(output)?.[1];
      if (!page || !smtp || child.page) return;
      child.page = page;
      const answer = await fetch(page, { redirect: 'manual' });
      const cookie = answer.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; ');
      ready({ child, page, cookie, smtp: Number(smtp), ended, output: () => output, origin: new URL(page).origin });
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    void ended.then((code) => gone(new Error(`npm start ended with ${code}: ${output.slice(-2000)}`)));
  });
}

function runToEnd(args) {
  return new Promise((done) => {
    const child = spawn('npm', ['start', '--', ...args], {
      cwd: clone,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('exit', (code) => done({ code, output }));
  });
}

async function queue({ origin, cookie }) {
  const answer = await fetch(`${origin}/api/queue?view=all&limit=200`, { headers: { cookie } });
  expect(answer.ok, `the queue answered ${answer.status}`);
  return answer.json();
}

async function caught({ origin, cookie }) {
  const answer = await fetch(`${origin}/mail/api/messages`, { headers: { cookie } });
  expect(answer.ok, `the mail catcher answered ${answer.status}`);
  const body = await answer.json();
  return Array.isArray(body) ? body : body.messages;
}

/** The plainest SMTP client there is: a socket and the lines of RFC 5321. */
function sendMail({ smtp }, subject) {
  const from = 'priya.nair@ashdown.example';
  const to = 'support@brightwater.example';
  const data = [
    `From: Priya Nair <${from}>`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Message-ID: <${Math.random().toString(36).slice(2)}@ashdown.example>`,
    `Date: ${new Date().toUTCString()}`,
    '',
    'The course list is empty for our whole department.',
    '.',
  ].join('\r\n');
  const says = ['EHLO proof.example', `MAIL FROM:<${from}>`, `RCPT TO:<${to}>`, 'DATA', data, 'QUIT'];
  return new Promise((sent, refused) => {
    const socket = connect(smtp, '127.0.0.1');
    let text = '';
    socket.on('error', refused);
    socket.on('close', () => (says.length === 0 ? sent() : refused(new Error(`SMTP ended early: ${text}`))));
    socket.on('data', (chunk) => {
      text += chunk;
      if (!/^\d{3} .*\r\n$/m.test(text)) return;
      if (/^[45]/.test(text)) return refused(new Error(`SMTP refused: ${text}`));
      text = '';
      const next = says.shift();
      if (next) socket.write(`${next}\r\n`);
    });
  });
}

async function timed(name, work) {
  const began = performance.now();
  try {
    const result = await work();
    passed += 1;
    console.log(`ok    ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
    return result;
  } catch (error) {
    error.message = `${name}: ${error.message}`;
    throw error;
  }
}

async function until(holds, otherwise) {
  const deadline = performance.now() + 60_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(otherwise);
    await new Promise((wake) => setTimeout(wake, 100));
  }
}

function expect(holds, otherwise) {
  if (!holds) throw new Error(otherwise);
}

function killGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}
