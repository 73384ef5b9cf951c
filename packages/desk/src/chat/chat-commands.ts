import type { PracticeCommandName } from '../catalogue/chat-practice-words.ts';
import type { ChatCommandName } from '../catalogue/chat-words.ts';
import { readCaseNumber, readIncidentNumber } from './case-number.ts';
import { nearestOf } from './nearest-word.ts';

/** What somebody typed, understood; or what is wrong with it. */
export type ChatCommand =
  | { readonly kind: 'help' | 'mine' | 'incidents' | 'oncall' | 'take-call' }
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
  | 'resolve'
  | Exclude<PracticeCommandName, 'incidents' | 'oncall'>;

/**
 * Every word that is understood, in all languages at once: who reads English may type German. `takes` is what follows: nothing,
 * words that may be left out, words that may not, a case, a case that may be left out, an incident or a case of it.
 */
const table: readonly {
  readonly name: ChatCommandName;
  readonly takes: 'nothing' | 'words?' | 'words' | 'case' | 'case?' | 'incident';
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
  { name: 'more', takes: 'case', words: ['more', 'mehr'] },
  { name: 'call', takes: 'case?', words: ['call', 'phone', 'ring', 'anruf', 'telefonat'] },
  { name: 'tag', takes: 'case', words: ['tag', 'label', 'markiere', 'markieren', 'marke'] },
  { name: 'link', takes: 'case', words: ['link', 'relate', 'verknüpfe', 'verknüpfen', 'verknuepfe'] },
  { name: 'article', takes: 'case', words: ['article', 'articles', 'kb', 'faq', 'artikel'] },
  { name: 'merge', takes: 'case', words: ['merge', 'vereine', 'vereinen', 'zusammenführen', 'zusammenfuehren'] },
  { name: 'unmerge', takes: 'case', words: ['unmerge', 'trenne', 'trennen'] },
  { name: 'split', takes: 'case', words: ['split', 'teile', 'teilen', 'abspalten'] },
  { name: 'undo', takes: 'case', words: ['undo', 'revert', 'zurück', 'zurueck', 'rückgängig', 'rueckgaengig'] },
  { name: 'delay', takes: 'case', words: ['delay', 'verzögere', 'verzögern', 'verzoegere', 'verzögerung'] },
  { name: 'defer', takes: 'case', words: ['defer', 'product', 'verschiebe', 'verschieben', 'entwicklung'] },
  { name: 'incident', takes: 'case', words: ['incident', 'störung', 'stoerung'] },
  { name: 'inform', takes: 'incident', words: ['inform', 'informiere', 'informieren'] },
  { name: 'end', takes: 'incident', words: ['end', 'beende', 'beenden'] },
  { name: 'leave', takes: 'case', words: ['leave', 'verlasse', 'verlassen'] },
  { name: 'incidents', takes: 'nothing', words: ['incidents', 'störungen', 'stoerungen'] },
  { name: 'handover', takes: 'case', words: ['handover', 'hand-over', 'übergabe', 'uebergabe'] },
  { name: 'oncall', takes: 'nothing', words: ['oncall', 'on-call', 'duty', 'bereitschaft', 'dienst'] },
];

/** Reads what was typed after `/case`, or after a mention. Pure: nothing is looked up. */
export function parseChatCommand(typed: string, casePrefix: string): ChatCommand {
  const text = typed.trim();
  const [, first = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  if (first === '') return { kind: 'help' };
  const number = readCaseNumber(first, casePrefix);
  const entry = table.find(({ words }) => words.includes(first.toLowerCase()));
  if (!entry) return number === undefined ? unknown(first) : { kind: 'show', case: number, rest: '' };
  const { name } = entry;
  switch (name) {
    case 'help':
    case 'mine':
    case 'incidents':
    case 'oncall':
      return { kind: name };
    case 'call':
      return rest === '' ? { kind: 'take-call' } : aboutCase(name, rest, casePrefix);
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
  const isOfIncident = name === 'inform' || name === 'end';
  const number = readCaseNumber(word, casePrefix) ?? (isOfIncident ? readIncidentNumber(word) : undefined);
  return number === undefined
    ? { kind: 'not-a-case', command: name, word }
    : { kind: name, case: number, rest: after.trim() };
}

function unknown(word: string): Misunderstood {
  const near = nearestOf(word.toLowerCase(), table, ({ words }) => words);
  return { kind: 'unknown-command', word, ...(near && { nearest: near.name }) };
}
