import { expect, test } from 'vitest';

import { htmlExcess, scanHtml } from './scan-html.ts';

test('counts tags and the deepest nesting', () => {
  expect(scanHtml('<div><b>x</b><br></div>')).toEqual({ characters: 23, tags: 5, depth: 2 });
});

test('elements whose end tag may be left out are not deep', () => {
  expect(scanHtml('<p>one<p>two'.repeat(1_000)).depth).toBe(0);
});

test('a stray end tag does not make up for depth', () => {
  expect(scanHtml(`${'</div>'.repeat(50)}${'<div>'.repeat(3)}`).depth).toBe(3);
});

test.each([
  ['an ordinary mail', '<p>Hello</p>', undefined],
  ['20,000 levels', '<div>'.repeat(20_000), 'too-deep'],
  ['5 MB', 'x'.repeat(5_000_000), 'too-large'],
  ['40,000 line breaks', '<br>'.repeat(40_000), 'too-many-tags'],
])('%s', (_what, html, excess) => {
  expect(htmlExcess(html)).toBe(excess);
});
