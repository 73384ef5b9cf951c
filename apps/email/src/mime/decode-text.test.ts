import { describe, expect, it } from 'vitest';

import { decodeText } from './decode-text.ts';

describe('a text said to be UTF-16', () => {
  it.each([
    ['is', Buffer.from('Guten Tag, die Rechnung fehlt.\r\n', 'utf16le')],
    ['is, with a mark of its order', Buffer.from('\ufeffGuten Tag, die Rechnung fehlt.\r\n', 'utf16le')],
    ['is not: a relay wrote it anew', Buffer.from('Guten Tag, die Rechnung fehlt.\r\n')],
  ])('%s', (_, bytes) => {
    expect(decodeText(bytes, 'utf-16').trim()).toBe('Guten Tag, die Rechnung fehlt.');
  });

  it('is not, with letters beyond ASCII', () => {
    expect(decodeText(Buffer.from('Die Größe stimmt nicht, schöne Grüße'), 'UTF-16LE')).toBe(
      'Die Größe stimmt nicht, schöne Grüße',
    );
  });

  it('is not, short and of an odd length', () => {
    expect(decodeText(Buffer.from('hello'), 'utf-16')).toBe('hello');
  });

  it('is, in a far script without a space', () => {
    expect(decodeText(Buffer.from('请尽快处理我的订单谢谢各位老师同学们', 'utf16le'), 'utf-16le')).toBe(
      '请尽快处理我的订单谢谢各位老师同学们',
    );
    expect(decodeText(Buffer.from('中丁', 'utf16le'), 'utf-16le')).toBe('中丁');
  });
});
