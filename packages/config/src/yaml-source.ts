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
  type YAMLError,
} from 'yaml';

import type { Fault } from './fault.ts';
import { atPath, type Path, type Source } from './source.ts';

/** YAML 1.2, core schema: `on` is a key, dates and times are text, each key stands once. */
export function readYaml(file: string, text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, {
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
  const faults = errors.map((error) => yamlFault(error, text, at));
  const isReadable = errors.every(({ code }) => HARMLESS.has(code));
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

function plainValue(
  document: ReturnType<typeof parseDocument>,
  start: ReturnType<At>,
): Pick<Source, 'value' | 'faults'> {
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }), faults: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `aliases grow too large (${reason}): expected at most ${MOST_ALIASES} uses of an anchor`;
    return { value: undefined, faults: [{ ...start, code: 'yaml', message }] };
  }
}

function yamlFault({ code, message, pos: [start] }: YAMLError, text: string, at: At): Fault {
  const word = /^[^\s:]+/.exec(text.slice(start))?.[0] ?? '';
  return { ...at(start), code: 'yaml', message: SENTENCES[code]?.(word) ?? `${lowered(message)}: expected YAML 1.2` };
}

const SENTENCES: { readonly [code in ErrorCode]?: (word: string) => string } = {
  DUPLICATE_KEY: (word) => `${JSON.stringify(word)} stands here a second time: expected each key once`,
  TAB_AS_INDENT: () => 'a tab indents this line: expected spaces',
  BAD_INDENT: () => 'this line is indented more or less than its neighbours: expected the same number of spaces',
  MULTIPLE_DOCS: () => 'a second document begins here: expected one in a file',
  NON_STRING_KEY: () => 'a key is no text: expected a plain word',
  TAG_RESOLVE_FAILED: (word) => `the tag ${JSON.stringify(word)} is not known: expected none`,
};

function lowered(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '');
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
    ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part))
    : undefined;
  return pair && { key: isNode(pair.key) ? pair.key : undefined, value: isNode(pair.value) ? pair.value : undefined };
}
