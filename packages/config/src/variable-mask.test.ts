import { expect, it } from 'vitest';

import { maskVariables, unmasked } from './variable-mask.ts';
import { readYaml } from './yaml-source.ts';

it('a variable needs no quotes, also among braces and commas', () => {
  const text = `a: { port: \${PORT}, host: \${HOST:-x, {y: "z" # w}, last: 1 }\nb: \${B}c\n`;
  expect(readYaml('a.yaml', text).value).toEqual({
    a: { port: `\${PORT}`, host: `\${HOST:-x, {y: "z" # w}`, last: 1 },
    b: `\${B}c`,
  });
});

it('every place stays where it is', () => {
  const text = `a: { port: \${PORT}, wrong: 1 }\n`;
  expect(maskVariables(text)).toHaveLength(text.length);
  expect(unmasked(maskVariables(text))).toBe(text);
  expect(readYaml('a.yaml', text).faultAt(['a', 'wrong'], 'x', '')).toMatchObject({ line: 1, column: 28 });
});

it('a text that has such characters of its own is left alone', () => {
  const text = `a: \uE041 \${B}\n`;
  expect(maskVariables(text)).toBe(text);
});
