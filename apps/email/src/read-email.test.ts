import { Readable } from 'node:stream';

import { describe, expect, it } from 'vitest';

import { readEmail } from './read-email.ts';

const crlf = (...lines: string[]) => lines.join('\r\n');

async function read(raw: string | Buffer) {
  const kept: string[] = [];
  const email = await readEmail(Readable.from([Buffer.from(raw as string)]), async (content) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) chunks.push(chunk);
    const file = Buffer.concat(chunks);
    kept.push(file.toString('latin1'));
    return { hash: `h${kept.length}`, size: file.length };
  });
  return { email, kept };
}

const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('the author of a broken From', () => {
  it.each([
    ['several authors: the first', 'Mia <mia@a.example>, Bo <bo@a.example>', 'mia@a.example'],
    ['an unclosed bracket', '=?utf-8?Q?Mia?=<mia@a.example', 'mia@a.example'],
    ['a name that is another address', '"ceo@bank.example" <mia@a.example>', 'mia@a.example'],
    ['a comment', 'mia@a.example (Mia Lind)', 'mia@a.example'],
    ['upper case', 'MIA@A.EXAMPLE', 'mia@a.example'],
    ['an apostrophe', "o'brien@a.example", "o'brien@a.example"],
    ['no address', 'Mail Delivery System', undefined],
    ['brackets within brackets', '<<mia@a.example>>', 'mia@a.example'],
    ['brackets as entities', '&quot;Mia&quot; &lt;mia@a.example&gt;', 'mia@a.example'],
    ['a host by its number', 'Mia <mia@[192.0.2.1]>', 'mia@[192.0.2.1]'],
  ])('%s', async (_, from, address) => {
    const { email } = await read(crlf(`From: ${from}`, 'Subject: x', '', 'y'));
    expect(email.from?.address).toBe(address);
  });

  it('is the Sender where From has none', async () => {
    const { email } = await read(crlf('From: Mia', 'Sender: bo@a.example', '', 'y'));
    expect(email.from?.address).toBe('bo@a.example');
  });
});

describe('headers in any encoding', () => {
  it.each([
    ['raw UTF-8', Buffer.from('Größe – ✔'), 'Größe – ✔'],
    ['raw windows-1252', latin1('Gr\xf6\xdfe 5\x80'), 'Größe 5€'],
    ['raw GBK', Buffer.from('cec4bcfeb4f2b2bbbfaaa3accaa7b0dcc1cb', 'hex'), '文件打不开，失败了'],
    ['raw Shift_JIS', Buffer.from('83768389836e834a82ccc5c', 'hex').subarray(0, 10), 'プラハカの'],
    ['raw windows-1251', Buffer.from('cfeef7f2e020ede520f0e0e1eef2e0e5f2', 'hex'), 'Почта не работает'],
    ['raw KOI8-R', Buffer.from('f0cfded4c120cec520d2c1c2cfd4c1c5d4', 'hex'), 'Почта не работает'],
    ['encoded words split in a character', latin1('=?utf-8?B?w7bDtsM=?= =?utf-8?B?tg==?='), 'ööö'],
    ['encoded words of an unknown charset', latin1('=?klingon?Q?Hello?='), 'Hello'],
    ['encoded words of a charset that says nothing', latin1('=?unknown-8bit?Q?Gr=FC=DFe?= =?utf-8?Q?!?='), 'Grüße!'],
    ['encoded words of HZ', latin1('=?hz-gb-2312?Q?~{2bJT~}?='), '测试'],
    ['a fold', latin1('one\r\n two'), 'one two'],
  ])('%s', async (_, subject, expected) => {
    const raw = Buffer.concat([latin1('From: a@b.example\r\nSubject: '), subject, latin1('\r\n\r\nHello')]);
    expect((await read(raw)).email.subject).toBe(expected);
  });
});

describe('bodies in any encoding', () => {
  const mail = (charset: string, body: Buffer) =>
    Buffer.concat([latin1(`From: a@b.example\r\nContent-Type: text/plain${charset}\r\n\r\n`), body]);
  it.each([
    ['declared as UTF-8 but windows-1252', mail('; charset=utf-8', latin1('Die T\xfcr')), 'Die Tür'],
    ['declared as us-ascii but UTF-8', mail('; charset=us-ascii', Buffer.from('Die Tür')), 'Die Tür'],
    ['declared as iso-8859-1 but UTF-8', mail('; charset=iso-8859-1', Buffer.from('Die Tür')), 'Die Tür'],
    ['iso-8859-1 that means windows-1252', mail('; charset=iso-8859-1', latin1('5\x80')), '5€'],
    ['ISO-2022-JP', mail('; charset=iso-2022-jp', latin1('\x1b$B$"\x1b(B')), 'あ'],
    ['ISO-2022-JP, undeclared', mail('', latin1('\x1b$B$"\x1b(B')), 'あ'],
    ['HZ', mail('; charset=hz-gb-2312', latin1('~{VPND~}!')), '中文!'],
    ['cp850', mail('; charset=cp850', latin1('\x81ber')), 'über'],
    ['UTF-7 is refused, not decoded', mail('; charset=utf-7', latin1('+ADw-script+AD4-')), '+ADw-script+AD4-'],
  ])('%s', async (_, raw, text) => {
    expect((await read(raw)).email.text).toBe(text);
  });

  it('flowed lines are joined', async () => {
    const { email } = await read(
      crlf('From: a@b.example', 'Content-Type: text/plain; format=flowed', '', 'one ', 'two', 'three'),
    );
    expect(email.text).toBe('one two\nthree');
  });

  it('text that runs on after the header without an empty line is kept', async () => {
    const part = crlf('--b', 'Content-Type: text/plain', 'Hello there people!', '', 'More.', '--b--');
    const { email } = await read(crlf('From: a@b.example', 'Content-Type: multipart/mixed; boundary=b', '', part));
    expect(email.text).toContain('Hello there people!');
    expect(email.text).toContain('More.');
  });
});

describe('HTML', () => {
  const html = async (body: string) =>
    (await read(crlf('From: a@b.example', 'Content-Type: text/html; charset=utf-8', '', body))).email;

  it.each([
    ['paragraphs and breaks', '<p>one</p><p>two<br>three</p>', 'one\n\ntwo\nthree'],
    ['entities', 'a &amp; b &lt;c&gt; &#8364;', 'a & b <c> €'],
    ['lists', '<ul><li>one<li>two</ul><ol><li>a</li><li>b</li></ol>', '- one\n- two\n\n1. a\n2. b'],
    [
      'links',
      '<a href="https://x.example/y">here</a> and <a href="https://x.example">x.example</a>',
      'here <https://x.example/y> and x.example',
    ],
    ['tables', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>', 'a b\nc d'],
    [
      'what nobody sees',
      '<head><title>t</title></head><style>p{}</style><div style="display:none">x</div>y<script>z</script>',
      'y',
    ],
    ['preformatted text', '<pre>a\n  b</pre>', 'a\n  b'],
    ['pictures by their words', '<img alt="a cat" src="cid:1">', '[a cat]'],
  ])('%s', async (_, body, text) => {
    expect((await html(body)).text).toBe(text);
  });

  it.each([
    [
      'Gmail',
      'Yes<div class="gmail_quote"><div class="gmail_attr">El lun escribió Ann:</div><blockquote class="gmail_quote">Is it?</blockquote></div>',
    ],
    ['Thunderbird', 'Yes<div class="moz-cite-prefix">Foo bar baz:</div><blockquote type="cite">Is it?</blockquote>'],
    [
      'Outlook',
      'Yes<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>Frå:</b> Ann<br><b>Sendt:</b> i dag<br><b>Emne:</b> x</p></div><p>Is it?</p>',
    ],
    [
      'Outlook on the web',
      'Yes<hr><div id="divRplyFwdMsg"><b>Von:</b> Ann<br><b>Gesendet:</b> heute<br></div><div>Is it?</div>',
    ],
    [
      'Yahoo',
      'Yes<div id="yahoo_quoted_1" class="yahoo_quoted"><div>On Monday, Ann wrote:</div><div>Is it?</div></div>',
    ],
    [
      'Proton',
      'Yes<div class="protonmail_quote">On Monday Ann wrote:<blockquote class="protonmail_quote">Is it?</blockquote></div>',
    ],
  ])('the history of %s is cut', async (_, body) => {
    const email = await html(body);
    expect(email.reply.reply).toBe('Yes');
    expect(email.text.slice(0, email.reply.quoteFrom)).toBe('Yes');
  });

  it('an indented paragraph of the person is no history', async () => {
    const email = await html('See:<blockquote style="margin:0 0 0 40px;border:none;padding:0px">my text</blockquote>');
    expect(email.reply.reply).toBe('See:\n\nmy text');
  });
});

describe('files', () => {
  const withFile = (header: string, body = 'eA==') =>
    crlf(
      'From: a@b.example',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'Hello',
      '--b',
      header,
      'Content-Transfer-Encoding: base64',
      '',
      body,
      '--b--',
    );

  it.each([
    ['RFC 2231', "Content-Disposition: attachment; filename*=utf-8''ci%C3%ABle.txt", 'ciële.txt'],
    ['encoded words', 'Content-Disposition: attachment; filename="=?utf-8?Q?ci=C3=ABle.txt?="', 'ciële.txt'],
    ['raw UTF-8', 'Content-Disposition: attachment; filename="ciële.txt"', 'ciële.txt'],
    ['a path', 'Content-Disposition: attachment; filename="C:\\\\temp\\\\a.txt"', 'a.txt'],
    ['a path upwards', 'Content-Disposition: attachment; filename="../../etc/passwd"', 'passwd'],
    ['a hidden ending', 'Content-Disposition: attachment; filename="a\u202egpj.exe"', 'agpj.exe'],
    ['only a type name', 'Content-Type: application/pdf; name=scan.pdf', 'scan.pdf'],
  ])('are named by %s', async (_, header, name) => {
    const { email } = await read(Buffer.from(withFile(header)));
    expect(email.attachments[0]?.name).toBe(name);
  });

  it('keep an attached mail whole', async () => {
    const { email, kept } = await read(
      crlf(
        'From: a@b.example',
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        '',
        'See',
        '--b',
        'Content-Type: message/rfc822',
        '',
        'From: c@d.example',
        'Subject: inner',
        '',
        'inner text',
        '--b--',
      ),
    );
    expect(email.attachments).toMatchObject([{ type: 'message/rfc822' }]);
    expect(kept[0]).toContain('inner text');
    expect(email.text).toBe('See');
  });

  it('say that a mail is encrypted', async () => {
    const { email } = await read(
      crlf(
        'From: a@b.example',
        'Content-Type: multipart/encrypted; boundary=b',
        '',
        '--b',
        'Content-Type: application/pgp-encrypted',
        '',
        'Version: 1',
        '--b--',
      ),
    );
    expect(email.faults).toEqual(['This mail is encrypted (PGP) and cannot be shown. The original is kept.']);
  });
});
