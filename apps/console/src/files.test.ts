import { expect, test } from 'vitest';
import { ProblemError } from './api/problem.ts';
import { attachmentDisposition, download, safeType } from './files.ts';

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}

// biome-ignore lint/correctness/useYield: a store fails before the first piece.
async function* missing(): AsyncGenerator<Uint8Array> {
  throw Object.assign(new Error('no such blob'), { name: 'BlobMissing' });
}

test('a file is a download that nothing runs in', async () => {
  const response = await download({ name: 'log.html', type: 'text/html', size: 5, content: pieces('he', 'llo') });
  expect(Object.fromEntries(response.headers)).toEqual({
    'cache-control': 'private, no-cache',
    'content-disposition': `attachment; filename="log.html"; filename*=UTF-8''log.html`,
    'content-length': '5',
    'content-security-policy': "default-src 'none'; sandbox",
    'content-type': 'application/octet-stream',
  });
  expect(await response.text()).toBe('hello');
});

test('a file that is gone is refused before anything is sent', async () => {
  const gone = download({ name: 'log.txt', type: 'text/plain', size: 5, content: missing() });
  await expect(gone).rejects.toBeInstanceOf(ProblemError);
  await expect(gone).rejects.toMatchObject({ code: 'content-erased', facts: { name: 'log.txt' } });
});

test.each([
  ['image/png', 'image/png'],
  ['IMAGE/JPEG; name=x', 'image/jpeg'],
  ['application/pdf', 'application/pdf'],
  ['text/plain; charset=iso-8859-1', 'text/plain; charset=utf-8'],
  ['image/svg+xml', 'application/octet-stream'],
  ['text/html', 'application/octet-stream'],
  ['text/javascript', 'application/octet-stream'],
  ['application/xhtml+xml', 'application/octet-stream'],
  ['', 'application/octet-stream'],
  ['x\r\ny: z', 'application/octet-stream'],
])('type %j leaves as %s', (type, safe) => {
  expect(safeType(type)).toBe(safe);
});

test.each([
  ['Übersicht.pdf', `attachment; filename="_bersicht.pdf"; filename*=UTF-8''%C3%9Cbersicht.pdf`],
  ['a"b\\c.txt', `attachment; filename="a_b_c.txt"; filename*=UTF-8''a%22b_c.txt`],
  ['../../etc/passwd', `attachment; filename=".._.._etc_passwd"; filename*=UTF-8''.._.._etc_passwd`],
  ['x\r\nset-cookie: a=b', `attachment; filename="xset-cookie_ a=b"; filename*=UTF-8''xset-cookie_%20a%3Db`],
  ['invoice\u202Efdp.exe', `attachment; filename="invoicefdp.exe"; filename*=UTF-8''invoicefdp.exe`],
  ['\ud800', `attachment; filename="attachment"; filename*=UTF-8''attachment`],
  ['..', `attachment; filename="attachment"; filename*=UTF-8''attachment`],
  ['', `attachment; filename="attachment"; filename*=UTF-8''attachment`],
])('name %j', (name, disposition) => {
  expect(attachmentDisposition(name)).toBe(disposition);
});
