import { once } from 'node:events';
import { connect } from 'node:net';

import { benchMails, largeMail } from './mails.ts';

/**
 * The other side of the wire, in a process of its own: begins when somebody writes to its standard input, and says in the end how many
 * milliseconds of processor each mail took it.
 */
export async function sendAll(port: number, count: number, lanes: number, folder: string): Promise<void> {
  const mails = benchMails(folder, count).map(toLines);
  process.stdout.write('ready\n');
  await once(process.stdin, 'data');
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: lanes }, (_, lane) => sendLane(port, mails, lane, lanes)));
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(`${((user + system) / 1_000 / count).toFixed(2)}\n`, () => process.exit(0));
  await new Promise(() => {});
}

/** One mail with so many MiB of file, the same way. */
export async function sendLarge(port: number, megabytes: number): Promise<void> {
  const mail = [toLines(largeMail(megabytes))];
  process.stdout.write('ready\n');
  await once(process.stdin, 'data');
  await sendLane(port, mail, 0, 1);
  process.exit(0);
}

async function sendLane(port: number, mails: readonly string[], lane: number, lanes: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  const answers = answersOf(socket);
  await expectCode(answers, '220');
  await say('EHLO client.example', '250');
  for (let index = lane; index < mails.length; index += lanes) {
    // At once, as mail servers do where the other side offers it (RFC 2920).
    socket.write('MAIL FROM:<mia@customer.example>\r\nRCPT TO:<support@desk.example>\r\nDATA\r\n');
    for (const code of ['250', '250', '354']) await expectCode(answers, code);
    socket.write(mails[index] ?? '', 'latin1');
    await expectCode(answers, '250');
  }
  socket.end('QUIT\r\n');

  async function say(line: string, code: string): Promise<void> {
    socket.write(`${line}\r\n`);
    await expectCode(answers, code);
  }
}

/** As it goes over the wire, down to the line that ends it (RFC 5321 §4.5.2). */
function toLines(mail: Buffer): string {
  const text = mail.toString('latin1').replace(/\r?\n/g, '\r\n');
  return `${text.replace(/^\./gm, '..')}\r\n.\r\n`;
}

async function* answersOf(socket: ReturnType<typeof connect>): AsyncGenerator<string> {
  let heard = '';
  for await (const chunk of socket) {
    heard += String(chunk);
    const lines = heard.split('\r\n');
    heard = lines.pop() ?? '';
    for (const line of lines) if (/^\d{3} /.test(line)) yield line;
  }
}

async function expectCode(answers: AsyncGenerator<string>, code: string): Promise<void> {
  const { value } = await answers.next();
  if (!String(value).startsWith(code)) throw new Error(`expected ${code}, got ${value}`);
}
