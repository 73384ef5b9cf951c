import { fieldValues, type HeaderFields } from './header-fields.ts';

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
  const value = fieldValues(fields, 'message-id')[0]?.slice(0, 2_000);
  return value === undefined ? undefined : (bracketed(value)[0] ?? bare(value)[0]);
}

function idsOf(fields: HeaderFields, name: string): readonly string[] {
  return fieldValues(fields, name).flatMap((value) => {
    const text = value.slice(0, 262_144);
    const ids = bracketed(text);
    return ids.length > 0 ? ids : bare(text);
  });
}

function bracketed(value: string): string[] {
  return [...value.matchAll(/<([^<>\s]{1,1000})>/g)].map((match) => match[1] ?? '');
}

/** Ids without brackets, as some programs write them; only what has the shape of one. */
function bare(value: string): string[] {
  return value.split(/[\s,;<>"()]+/).filter((word) => /^[^@]{1,500}@[^@]{1,500}$/.test(word));
}
