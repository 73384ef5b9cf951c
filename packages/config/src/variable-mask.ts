import { isRecord } from './source.ts';

/**
 * Variables are written without quotes, as in `{ port: ${PORT}, host: ${HOST:-a, b} }`, where YAML takes braces and commas
 * for its own. So they are put in characters that mean nothing to it, one for one, and every place stays where it is.
 */
export function maskVariables(text: string): string {
  return MASK.test(text) ? text : text.replace(VARIABLE, (variable) => variable.replace(/[!-~]/g, shiftedBy(PRIVATE)));
}

/** The same variables as they were written, in keys and values of any depth. */
export function unmasked<Value>(value: Value): Value;
export function unmasked(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(ALL_MASKED, shiftedBy(-PRIVATE));
  if (Array.isArray(value)) return value.map(unmasked);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [unmasked(key), unmasked(each)]));
}

/** On one line, up to its closing brace. */
const VARIABLE = /\$\{[^}\n]*\}/g;

/** The private use area of Unicode, which no settings have a use for. */
const PRIVATE = 0xe000;
const MASK = /[\uE021-\uE07E]/;
const ALL_MASKED = /[\uE021-\uE07E]/g;

function shiftedBy(offset: number): (character: string) => string {
  return (character) => String.fromCharCode(character.charCodeAt(0) + offset);
}
