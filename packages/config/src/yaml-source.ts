import {
  type Document,
  type ErrorCode,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';

import type { Fault } from './fault.ts';
import { atPath, type Path, type Source } from './source.ts';
import { maskVariables, unmasked } from './variable-mask.ts';

/**
 * YAML 1.2, core schema: `on` is a key, dates and times are text, each key stands once. Variables of the environment
 * stay as they are written, and need no quotes.
 */
export function readYaml(file: string, text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(maskVariables(text), {
    version: '1.2',
    schema: 'core',
    stringKeys: true,
    prettyErrors: false,
    lineCounter: lines,
  });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const errors = [...document.errors, ...document.warnings];
  const faults = [...yamlFaults(errors, text, at), ...lostAliases(document, at)];
  const isReadable = errors.length === faults.length && errors.every(({ code }) => HARMLESS.has(code));
  const plain = isReadable ? plainValue(document, at(0)) : { value: undefined, faults: [] };
  return {
    file,
    value: plain.value,
    faults: [...faults, ...plain.faults],
    reach: (path) => find(document, path).reach,
    faultAt: (path, code, message) => {
      const found = find(document, path);
      const node = pointsAtKey(found, path, code) ? (found.key ?? found.value) : (found.value ?? found.key);
      const isFarAway = found.reach < path.length - 1;
      return { ...at(node?.range?.[0] ?? 0), code, message: isFarAway ? atPath(path, message) : message };
    },
  };
}

/** What is wrong with a whole block, or is missing in it, is told at the key above it. */
function pointsAtKey({ reach, value }: Found, path: Path, code: string): boolean {
  return reach < path.length || AT_KEY.has(code) || (isCollection(value) && !value.flow);
}

/** Faults of a key rather than of its value. */
const AT_KEY: ReadonlySet<string> = new Set(['unknown-key', 'bad-name', 'unknown-clock', 'bad-day', 'bad-combination']);

/** Faults that leave the rest of the file as it was meant, so that it can be looked through too. */
const HARMLESS: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED', 'MULTIPLE_DOCS']);

/** Anchors may be used this often: enough for people, too few for a text that grows without end. */
const MOST_ALIASES = 100;

type At = (offset: number) => Pick<Fault, 'file' | 'line' | 'column'>;

function plainValue(document: Document, start: ReturnType<At>): Pick<Source, 'value' | 'faults'> {
  try {
    return { value: unmasked(document.toJS({ maxAliasCount: MOST_ALIASES })), faults: [] };
  } catch {
    const message = `aliases grow too large: expected at most ${MOST_ALIASES} uses of an anchor`;
    return { value: undefined, faults: [{ ...start, code: 'yaml', message }] };
  }
}

/** One for each line: what follows on it is most often the same slip. A message never shows a value, which may be secret. */
function yamlFaults(errors: readonly YAMLError[], text: string, at: At): readonly Fault[] {
  const faults: Fault[] = [];
  for (const { code, message, pos } of errors) {
    const place = at(pos[0]);
    const isLost = code === 'UNEXPECTED_TOKEN' && message.includes('in YAML stream');
    const isNext = !HARMLESS.has(code) && faults.some(({ line }) => line === place.line || isLost);
    if (isNext) continue;
    const key = /^[^\s:]+/.exec(text.slice(pos[0]))?.[0] ?? '';
    faults.push({
      ...place,
      code: 'yaml',
      message: SENTENCES[code]?.(key, message) ?? `${lowered(message)}: expected YAML 1.2`,
    });
  }
  return faults;
}

const SENTENCES: { readonly [code in ErrorCode]?: (key: string, said: string) => string } = {
  DUPLICATE_KEY: (key) => `${JSON.stringify(key)} stands here a second time: expected each key once`,
  TAB_AS_INDENT: () => 'a tab indents this line: expected spaces',
  BAD_INDENT: (_key, said) =>
    said.startsWith('Flow')
      ? 'a bracket before here is not closed: expected its end, indented as what it belongs to'
      : 'this line is indented more or less than its neighbours: expected the same number of spaces',
  MISSING_CHAR: () => 'something is left open: expected a closing quote or bracket, or a colon after a key',
  BLOCK_AS_IMPLICIT_KEY: () => 'a line has two keys: expected one, or its value in quotes',
  MULTILINE_IMPLICIT_KEY: () =>
    'a key runs over several lines: expected `key: value` on one, indented as its neighbours',
  MULTIPLE_DOCS: () => 'a second document begins here: expected one in a file',
  NON_STRING_KEY: () => 'a key is no text: expected a plain word',
  TAG_RESOLVE_FAILED: () => 'a tag is not known: expected none, or the text in quotes',
  BAD_DQ_ESCAPE: () => 'a backslash begins no escape: expected two of them, or single quotes',
  BAD_SCALAR_START: () => 'a text begins with a sign that has a meaning here: expected it in quotes',
  UNEXPECTED_TOKEN: () => 'this has no place here: expected one value, in quotes where it holds signs such as : or #',
};

/** The library's own words, without what it quotes. */
function lowered(message: string): string {
  const said = message.replace(/[:,]? ?["'`][\s\S]*$/, '').replace(/\.$/, '');
  return said.charAt(0).toLowerCase() + said.slice(1);
}

function lostAliases(document: Document, at: At): readonly Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document)) return;
      const message = 'an alias names no anchor before it: expected `&name` there, or this text in quotes';
      faults.push({ ...at(alias.range?.[0] ?? 0), code: 'yaml', message });
    },
  });
  return faults;
}

interface Found {
  readonly reach: number;
  /** The key that leads to the value. */
  readonly key: Node | undefined;
  readonly value: Node | undefined;
}

function find(document: Document, path: Path): Found {
  let found: Found = { reach: 0, key: undefined, value: document.contents ?? undefined };
  for (const part of path) {
    const within = isAlias(found.value) ? found.value.resolve(document) : found.value;
    const next = child(within, part);
    if (!next) return found;
    found = { ...next, reach: found.reach + 1 };
  }
  return found;
}

function child(node: Node | undefined, part: string | number): Omit<Found, 'reach'> | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(part)];
    return isNode(item) ? { key: undefined, value: item } : undefined;
  }
  const pair = isMap(node)
    ? node.items.find(({ key }) => isScalar(key) && unmasked(String(key.value)) === String(part))
    : undefined;
  return pair && { key: isNode(pair.key) ? pair.key : undefined, value: isNode(pair.value) ? pair.value : undefined };
}
