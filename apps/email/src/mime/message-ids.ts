import { fieldValues, type HeaderFields } from './header-fields.ts';
import { decodeWords, withoutEntities } from './header-text.ts';

/** More references than any thread has; the first and the last count most. */
const most = 200;

/** Ids from `References`, then `In-Reply-To`, without angle brackets, in order, each once. */
export function references(fields: HeaderFields): readonly string[] {
  const ids = [...idsOf(fields, 'references'), ...idsOf(fields, 'in-reply-to')];
  const unique = [...new Set(ids)];
  return unique.length <= most ? unique : [...unique.slice(0, most / 2), ...unique.slice(-most / 2)];
}

/** The message's own id without angle brackets. */
export function messageId(fields: HeaderFields): string | undefined {
  const value = fieldValues(fields, 'message-id')[0];
  return value === undefined ? undefined : idsIn(value.slice(0, 2_000))[0];
}

function idsOf(fields: HeaderFields, name: string): readonly string[] {
  return fieldValues(fields, name).flatMap((value) => idsIn(value.slice(0, 262_144)));
}

function idsIn(value: string): readonly string[] {
  const text = value.includes('<') ? value : withoutEntities(decodeWords(value));
  const ids = [...bracketed(text), ...cutOff(text)];
  return ids.length > 0 ? ids : bare(text);
}

/** A fold within an id leaves a blank that is none of it. */
function bracketed(value: string): string[] {
  return [...value.matchAll(/<([^<>]{1,1000})>/g)]
    .map(([, id = '']) => (id.includes('@') ? id.replace(/\s+/g, '') : id.trim()))
    .filter((id) => /^\S+$/.test(id));
}

/** The last id of a field that was cut to a length. */
function cutOff(value: string): string[] {
  return /<([^<>\s]{1,500}@[^<>\s]{1,500})$/.exec(value.slice(-1_002).trimEnd())?.slice(1) ?? [];
}

/** Ids without brackets, as some programs write them; only what has the shape of one. */
function bare(value: string): string[] {
  return value
    .split(/[\s,;<>"()]+/)
    .map((word) => /^\[(.*)\]$/.exec(word)?.[1] ?? word)
    .filter((word) => /^[^@]{1,500}@[^@]{1,500}$/.test(word));
}
