import type { ChatCommandName } from '../catalogue/chat-words.ts';
import { nearestOf } from './nearest-word.ts';

/** What somebody typed, understood; or what is wrong with it. */
export type ChatCommand =
  | { readonly kind: 'help' | 'mine' }
  | { readonly kind: 'list'; readonly filter?: string }
  | { readonly kind: 'find'; readonly words: string }
  | { readonly kind: 'new'; readonly subject?: string }
  | { readonly kind: CaseCommand; readonly case: string; readonly rest: string }
  | Misunderstood;

export type Misunderstood =
  | { readonly kind: 'unknown-command'; readonly word: string; readonly nearest?: ChatCommandName }
  | { readonly kind: 'case-missing' | 'words-missing'; readonly command: ChatCommandName }
  | { readonly kind: 'not-a-case'; readonly command: ChatCommandName; readonly word: string };

/** Commands that name a case. */
export type CaseCommand =
  | 'show'
  | 'claim'
  | 'reply'
  | 'update'
  | 'note'
  | 'priority'
  | 'escalate'
  | 'pause'
  | 'resume'
  | 'resolve';

/**
 * Every word that is understood, in all languages at once: who reads English may type German. `takes` is what follows: nothing,
 * words that may be left out, words that may not, a case.
 */
const table: readonly {
  readonly name: ChatCommandName;
  readonly takes: 'nothing' | 'words?' | 'words' | 'case';
  readonly words: readonly string[];
}[] = [
  { name: 'help', takes: 'nothing', words: ['help', '?', 'hilfe', 'commands', 'befehle'] },
  { name: 'list', takes: 'words?', words: ['list', 'ls', 'queue', 'open', 'liste', 'offen', 'offene'] },
  { name: 'mine', takes: 'nothing', words: ['mine', 'my', 'me', 'meine', 'mein'] },
  { name: 'show', takes: 'case', words: ['show', 'view', 'get', 'case', 'zeige', 'zeig', 'fall'] },
  { name: 'find', takes: 'words', words: ['find', 'search', 'suche', 'such', 'finde'] },
  { name: 'new', takes: 'words?', words: ['new', 'create', 'neu', 'neuer'] },
  {
    name: 'claim',
    takes: 'case',
    words: ['claim', 'mine!', 'nimm', 'nehme', 'übernehme', 'übernehmen', 'uebernehmen'],
  },
  { name: 'reply', takes: 'case', words: ['reply', 'answer', 'antwort', 'antworte', 'antworten'] },
  { name: 'update', takes: 'case', words: ['update', 'status', 'stand', 'zwischenstand'] },
  { name: 'note', takes: 'case', words: ['note', 'comment', 'notiz'] },
  {
    name: 'priority',
    takes: 'case',
    words: ['priority', 'prio', 'prioritise', 'prioritize', 'severity', 'priorität', 'prioritaet'],
  },
  { name: 'escalate', takes: 'case', words: ['escalate', 'raise', 'eskaliere', 'eskalieren'] },
  { name: 'pause', takes: 'case', words: ['pause', 'hold', 'halte', 'anhalten', 'pausiere'] },
  { name: 'resume', takes: 'case', words: ['resume', 'continue', 'unpause', 'weiter', 'fortsetzen'] },
  {
    name: 'resolve',
    takes: 'case',
    words: ['resolve', 'solve', 'done', 'löse', 'lösen', 'loese', 'gelöst', 'geloest'],
  },
];

/** Reads what was typed after `/case`, or after a mention. Pure: nothing is looked up. */
export function parseChatCommand(typed: string, casePrefix: string): ChatCommand {
  const text = typed.trim();
  const [, first = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  if (first === '') return { kind: 'help' };
  const number = caseNumber(first, casePrefix);
  const entry = table.find(({ words }) => words.includes(first.toLowerCase()));
  if (!entry) return number === undefined ? unknown(first) : { kind: 'show', case: number, rest: '' };
  const { name } = entry;
  switch (name) {
    case 'help':
    case 'mine':
      return { kind: name };
    case 'list':
      return rest === '' ? { kind: name } : { kind: name, filter: rest };
    case 'new':
      return rest === '' ? { kind: name } : { kind: name, subject: rest };
    case 'find':
      return rest === '' ? { kind: 'words-missing', command: name } : { kind: name, words: rest };
    default:
      return aboutCase(name, rest, casePrefix);
  }
}

function aboutCase(name: CaseCommand, rest: string, casePrefix: string): ChatCommand {
  const [, word = '', after = ''] = /^(\S*)\s*([\s\S]*)$/.exec(rest) ?? [];
  if (word === '') return { kind: 'case-missing', command: name };
  const number = caseNumber(word, casePrefix);
  return number === undefined
    ? { kind: 'not-a-case', command: name, word }
    : { kind: name, case: number, rest: after.trim() };
}

/** `C-1042`, `c1042`, `#1042`, `1042`, in backticks or with a full stop behind. */
function caseNumber(word: string, casePrefix: string): string | undefined {
  const bare = word.replace(/^[`'"“„#([]+/, '').replace(/[`'"”“.,:;!?)\]]+$/, '');
  const [, prefix, digits] = /^(?:([A-Za-z][A-Za-z0-9]*?)-?)?(\d{1,12})$/.exec(bare) ?? [];
  if (digits === undefined) return undefined;
  if (prefix !== undefined && prefix.toUpperCase() !== casePrefix.toUpperCase()) return undefined;
  return `${casePrefix}-${digits}`;
}

function unknown(word: string): Misunderstood {
  const near = nearestOf(word.toLowerCase(), table, ({ words }) => words);
  return { kind: 'unknown-command', word, ...(near && { nearest: near.name }) };
}
