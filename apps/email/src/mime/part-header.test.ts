import { describe, expect, it } from 'vitest';

import { parseHeaderBlock } from './header-fields.ts';
import { partHeader } from './part-header.ts';

function read(...lines: readonly string[]) {
  const { type, fileName } = partHeader(parseHeaderBlock(lines.join('\r\n')).fields);
  return [type, fileName];
}

const disposed = (value: string) => read('Content-Type: application/pdf', `Content-Disposition: ${value}`)[1];
const typed = (value: string) => read(`Content-Type: ${value}`);

describe('the name of a file', () => {
  it.each([
    ['with a language', "attachment; filename*=utf-8'en'%e2%82%ac%20rates.pdf", '€ rates.pdf'],
    ['extended, in quotes', `attachment; filename*="UTF-8''na%20me.pdf"`, 'na me.pdf'],
    ['extended, without a charset', 'attachment; filename*=a%20b.pdf', 'a b.pdf'],
    ['extended, with a bare per cent sign', "attachment; filename*=UTF-8''100%.pdf", '100%.pdf'],
    [
      'extended, in two pieces, one of them plain',
      "attachment; filename*0*=iso-8859-1''%e9t; filename*1=e.pdf",
      'éte.pdf',
    ],
    ['extended, a byte cut in two', "attachment; filename*0*=utf-8''%C3%A; filename*1*=4.pdf", 'ä.pdf'],
    ['both ways', `attachment; filename="foo.pdf"; filename*=UTF-8''f%C3%B6o.pdf`, 'föo.pdf'],
    [
      'an encoded word cut by a piece',
      'attachment; filename*0="=?utf-8?Q?r=C3=A9s"; filename*1="um.pdf?="',
      'résum.pdf',
    ],
    ['an encoded word that never ends', 'attachment; filename="=?UTF-8?Q?=C3=A4b.pdf"', 'äb.pdf'],
    ['blanks without quotes', 'attachment; filename=a b c.pdf', 'a b c.pdf'],
    ['a quote that never ends', 'attachment; filename="x.pdf', 'x.pdf'],
    ['of no kind', 'filename="x.pdf"', 'x.pdf'],
    ['a slash in a word of it', 'attachment; filename="Invoice 3/2026.pdf"', 'Invoice 3/2026.pdf'],
    ['as long as a file system takes', `attachment; filename="${'n'.repeat(251)}.pdf"`, `${'n'.repeat(251)}.pdf`],
    [
      'longer than a file system takes',
      `attachment; filename="${'n'.repeat(900)}.pdf"`,
      `${'n'.repeat(235)}…${'n'.repeat(15)}.pdf`,
    ],
    ['with marks of HTML', 'attachment; filename="A<i>b</i>c.sh"', 'A<i>b</i>c.sh'],
    ['a path of Windows', String.raw`attachment; filename="C:\TEMP\photo.png"`, 'photo.png'],
    ['a path', 'attachment; filename="/etc/passwd"', 'passwd'],
    ['a path that leads out', 'attachment; filename="a/../../etc/passwd"', 'passwd'],
    ['nothing but a path', 'attachment; filename="../.."', undefined],
  ])('%s', (_, disposition, name) => {
    expect(disposed(disposition)).toBe(name);
  });

  it('is that of the type where the disposition has an empty one', () => {
    expect(read('Content-Type: application/pdf; name="x.pdf"', 'Content-Disposition: attachment; filename=""')[1]).toBe(
      'x.pdf',
    );
  });

  it('is that of the second type where the first has none', () => {
    expect(read('Content-Type: application/octet-stream', 'Content-Type: application/pdf; name=x.pdf')).toEqual([
      'application/octet-stream',
      'x.pdf',
    ]);
  });
});

describe('a type', () => {
  it.each([
    ['without a semicolon', 'application/pdf name="x.pdf"', ['application/pdf', 'x.pdf']],
    ['with a comma', 'application/pdf, name="x.pdf"', ['application/pdf', 'x.pdf']],
    ['whose parameters run on', 'text/plain; charset="utf-8" name="x.txt"', ['text/plain', 'x.txt']],
    ['whose parameters run on without quotes', 'text/plain; charset=utf-8 name=x.txt', ['text/plain', 'x.txt']],
    ['in quotes', '"application/pdf"; name=x.pdf', ['application/pdf', 'x.pdf']],
    ['of one word, told by the name', 'pdf; name=x.pdf', ['application/pdf', 'x.pdf']],
  ])('%s', (_, value, expected) => {
    expect(typed(value)).toEqual(expected);
  });

  it('full of parameters is read in linear time', () => {
    const value = `attachment; ${"filename*=%41*=%41'%4;".repeat(1_500)}`;
    const from = performance.now();
    disposed(value);
    expect(performance.now() - from).toBeLessThan(500);
  });
});
