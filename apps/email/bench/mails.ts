import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** So many mails, each one of its own: the folder's, over and over, under ids that nobody has seen. */
export function benchMails(folder: string, count: number): readonly Buffer[] {
  const originals = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => readFileSync(join(folder, name)));
  return Array.from({ length: count }, (_, index) => {
    const original = originals[index % originals.length] ?? Buffer.alloc(0);
    return Buffer.from(distinct(original.toString('latin1'), index), 'latin1');
  });
}

/** Its own id, sender and words; otherwise the desk would know it for what came before. */
function distinct(text: string, index: number): string {
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const header = text.slice(0, end).replace(/^message-id:.*(\r?\n[ \t].*)*\r?\n/im, '');
  const body = text.slice(end);
  return `Message-ID: <bench.${index}@customer.example>\r\nX-Bench: ${index}\r\n${header}${body}`;
}

/** A mail with one file of random bytes. */
export function largeMail(megabytes: number): Buffer {
  const bytes = Buffer.alloc(megabytes * 1024 * 1024);
  for (let at = 0, seed = 1; at < bytes.length; at += 4) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    bytes.writeUInt32LE(seed, at);
  }
  const lines = bytes.toString('base64').replace(/.{76}/g, '$&\r\n');
  return Buffer.from(
    `From: Mia <mia@customer.example>\r\nTo: support@desk.example\r\nSubject: A large file\r\nMessage-ID: <large@customer.example>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n--b\r\nContent-Type: application/zip; name=large.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines}\r\n--b--\r\n`,
  );
}
