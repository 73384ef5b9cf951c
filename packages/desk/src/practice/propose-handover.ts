import type { Message } from '@sla/case-store';

/** What the next tier needs to know, found in what was said: somebody looks it over before it is handed on. */
export interface HandoverProposal {
  /** As the policy names it: `error-message`, `logs`, `steps-tried`. */
  readonly field: string;
  readonly text: string;
  /** The messages in which it was found. */
  readonly messages: readonly string[];
}

/**
 * Looks through the conversation for error messages, log lines and what was tried (S2-3). Quoted history is left out, and a line is
 * proposed once however often it was said. Takes time linear in what was written.
 */
export function proposeHandover(messages: readonly Message[]): readonly HandoverProposal[] {
  const found = messages.map((message) => ({ id: message.id, ...readBody(message) }));
  return [
    proposal('error-message', found, ({ errors }) => errors),
    proposal('logs', found, ({ logs }) => logs),
    proposal('steps-tried', found, ({ tried }) => tried),
  ].filter(({ text }) => text !== '');
}

/** Fields that policies name otherwise: `error messages`, `log`, `steps taken`. */
export function proposalFor(field: string, proposals: readonly HandoverProposal[]): HandoverProposal | undefined {
  const kind = /log/i.test(field)
    ? 'logs'
    : /error|fehler/i.test(field)
      ? 'error-message'
      : /step|tried|schritt|versuch/i.test(field)
        ? 'steps-tried'
        : field;
  return proposals.find((each) => each.field === kind);
}

/** As much as a field of a form holds. */
const mostText = 2_000;
const mostLines = 2_000;
const longestLine = 500;

interface Findings {
  readonly errors: readonly string[];
  readonly logs: readonly string[];
  readonly tried: readonly string[];
}

function readBody({ text, quoteFrom, direction, automatic }: Message): Findings {
  if (automatic) return { errors: [], logs: [], tried: [] };
  const lines = text
    .slice(0, quoteFrom)
    .split(/\r?\n/, mostLines)
    .map((line) => line.trimEnd().slice(0, longestLine))
    .filter((line) => line.trim() !== '' && !line.startsWith('>'));
  const logs = lines.filter(isLogLine);
  const prose = lines.filter((line) => !isLogLine(line));
  return {
    errors: prose.flatMap(errorsIn),
    logs,
    // What we asked them to do is no step that was tried; what a note says was.
    tried: direction === 'out' ? [] : prose.flatMap(sentencesOf).filter((sentence) => triedWords.test(sentence)),
  };
}

const logStarts: readonly RegExp[] = [
  /^\s*\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d/,
  /^\s*\[?\d\d:\d\d:\d\d(?:[.,]\d+)?\]?\s/,
  /^\s*[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d\s/,
  /^\s*(?:\[(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\]|(?:DEBUG|INFO|WARN|WARNING|ERROR|FATAL)[ :]\s*\S)/,
  /^\s+at \S+[ (]/,
  /^\s*(?:Traceback \(most recent|Caused by: |File ".+", line \d+)/,
  /^\s*(?:[\w$]+\.)+[A-Z]\w*(?:Error|Exception)\b/,
];

function isLogLine(line: string): boolean {
  return logStarts.some((start) => start.test(line));
}

const errorWords =
  /\b(?:error|errors|exception|fatal|failed|failure|denied|forbidden|timed out|timeout|fehler\w*|fehlgeschlagen|verweigert|abgelaufen|(?:http|status)[ /]?[45]\d\d|[45]\d\d (?:error|bad|internal|not|service|gateway)|0x[0-9a-f]{4,}|[A-Z]{2,6}-\d{3,6})\b/i;

/** The words in quotation marks where they hold the error, else the sentence that does. */
function errorsIn(line: string): readonly string[] {
  if (!errorWords.test(line)) return [];
  const quoted = [...line.matchAll(/[“"„«']([^”"“»']{4,300})[”"“»']/g)].map(([, words = '']) => words.trim());
  const telling = quoted.filter((words) => errorWords.test(words));
  return telling.length > 0 ? telling : sentencesOf(line).filter((sentence) => errorWords.test(sentence));
}

const triedWords =
  /\b(?:tried|trying|already (?:did|cleared|restarted|checked)|restarted|reinstalled|rebooted|cleared the|logged out and|versucht|ausprobiert|neu gestartet|geleert|neu installiert|abgemeldet und)\b/i;

function sentencesOf(line: string): readonly string[] {
  return line
    .split(/(?<=[.!?])\s+/)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
}

function proposal(
  field: string,
  found: readonly (Findings & { readonly id: string })[],
  pick: (findings: Findings) => readonly string[],
): HandoverProposal {
  const lines = [...new Set(found.flatMap(pick))];
  const messages = found.filter((findings) => pick(findings).length > 0).map(({ id }) => id);
  return { field, text: lines.join('\n').slice(0, mostText), messages };
}
