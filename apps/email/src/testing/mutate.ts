/** Numbers by seed (mulberry32), so that a mail that broke something can be made again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pieces = [
  '\r\n\r\n',
  '--',
  'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  "Content-Disposition: attachment; filename*0*=utf-8''%ff; filename*1=\"x\r\n",
  '=?utf-8?B?====?=',
  '=?x?Q?=ff=?=',
  'From: <<@>>\r\n',
  'Content-Type: message/rfc822\r\n\r\n',
  'Content-Type: text/html; charset=utf-16\r\n\r\n<p',
  '\u0000',
  '<blockquote type=cite>',
  'On 3 Nov 2025, x <a@b.example> wrote:\n> ',
  '\x1b$B',
  '(((((',
  '"'.repeat(50),
];

/** A mail changed at a few places as broken relays and programs change them, and worse. */
export function mutate(mail: Buffer, random: () => number): Buffer {
  let bytes = Buffer.from(mail);
  for (let changes = 1 + Math.floor(random() * 6); changes > 0; changes -= 1) {
    const at = Math.floor(random() * bytes.length);
    const length = Math.floor(random() * Math.min(400, bytes.length - at));
    const kind = Math.floor(random() * 5);
    const [before, part, after] = [bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at + length)];
    if (kind === 0) bytes = Buffer.concat([before, after]);
    else if (kind === 1) bytes = Buffer.concat([before, part, part, part, after]);
    else if (kind === 2) bytes = Buffer.concat([before, part.map((byte) => byte ^ Math.floor(random() * 256)), after]);
    else if (kind === 3)
      bytes = Buffer.concat([
        before,
        Buffer.from(pieces[Math.floor(random() * pieces.length)] ?? '', 'latin1'),
        part,
        after,
      ]);
    else bytes = Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, random() < 0.5 ? '\n' : '\r'), 'latin1');
  }
  return bytes;
}
