import fc from 'fast-check';
import { expect, test } from 'vitest';

import { cut, escapeInline, escapeText } from './escape.ts';

test.each([
  ['<!channel> look', '&lt;!channel&gt; look'],
  ['<@U0123> & <https://evil.example|our page>', '&lt;@U0123&gt; &amp; &lt;https://evil.example|our page&gt;'],
  ['two\nlines\t here', 'two lines here'],
  ['&lt;!here&gt;', '&amp;lt;!here&amp;gt;'],
])('nothing is smuggled in by %j', (text, expected) => {
  expect(escapeInline(text, 100)).toBe(expected);
});

test('line breaks stay where a text is shown as it was written', () => {
  expect(escapeText('one\n> two', 100)).toBe('one\n&gt; two');
});

test('a cut counts what is sent, and never halves a character or an entity', () => {
  expect(cut('😀😀😀', 5)).toBe('😀😀…');
  expect(escapeText('aaaa<', 5)).toBe('aaaa…');
  expect(cut('exact', 5)).toBe('exact');
});

test('whatever is written, it fits, holds no control character of Slack, and no torn pair', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 60 }), (text, max) => {
      const out = escapeText(text, max);
      expect(out.length).toBeLessThanOrEqual(max);
      expect(out).not.toMatch(/[<>]/);
      expect(out.replaceAll(/&(?:amp|lt|gt);/g, '')).not.toContain('&');
    }),
  );
});
