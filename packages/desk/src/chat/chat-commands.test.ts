import { describe, expect, it } from 'vitest';

import { type ChatCommand, parseChatCommand } from './chat-commands.ts';

const about = (kind: string, rest = '') => ({ kind, case: 'C-1042', rest });

describe('what is typed to the desk', () => {
  it.each<readonly [typed: string, meant: unknown]>([
    ['', { kind: 'help' }],
    ['help', { kind: 'help' }],
    ['Hilfe', { kind: 'help' }],
    ['list', { kind: 'list' }],
    ['list at-risk', { kind: 'list', filter: 'at-risk' }],
    ['liste frei', { kind: 'list', filter: 'frei' }],
    ['mine', { kind: 'mine' }],
    ['meine', { kind: 'mine' }],
    ['new', { kind: 'new' }],
    ['new Grades are missing', { kind: 'new', subject: 'Grades are missing' }],
    ['find login  error', { kind: 'find', words: 'login  error' }],
    ['show C-1042', about('show')],
    ['  SHOW   c-1042  ', about('show')],
    ['C-1042', about('show')],
    ['#1042', about('show')],
    ['1042.', about('show')],
    ['show `C-1042`', about('show')],
    ['claim c1042', about('claim')],
    ['nimm C-1042', about('claim')],
    ['priority C-1042 high everyone is affected', about('priority', 'high everyone is affected')],
    ['note C-1042 Called.\nNo answer.', about('note', 'Called.\nNo answer.')],
    ['escalate C-1042, L2', about('escalate', 'L2')],
    ['löse C-1042', about('resolve')],
    ['pause C-1042 awaiting-vendor', about('pause', 'awaiting-vendor')],
  ])('%j', (typed, meant) => {
    expect(parseChatCommand(typed, 'C')).toEqual(meant);
  });

  it.each<readonly [typed: string, wrong: ChatCommand]>([
    ['claim', { kind: 'case-missing', command: 'claim' }],
    ['claim it', { kind: 'not-a-case', command: 'claim', word: 'it' }],
    ['show X-1042', { kind: 'not-a-case', command: 'show', word: 'X-1042' }],
    ['find', { kind: 'words-missing', command: 'find' }],
    ['clam C-1042', { kind: 'unknown-command', word: 'clam', nearest: 'claim' }],
    ['esclate C-1042', { kind: 'unknown-command', word: 'esclate', nearest: 'escalate' }],
    ['clame C-1042', { kind: 'unknown-command', word: 'clame', nearest: 'claim' }],
    ['ntoe C-1042', { kind: 'unknown-command', word: 'ntoe', nearest: 'note' }],
    ['abracadabra', { kind: 'unknown-command', word: 'abracadabra' }],
    ['X-1042', { kind: 'unknown-command', word: 'X-1042' }],
  ])('%j is not understood, and it says why', (typed, wrong) => {
    expect(parseChatCommand(typed, 'C')).toEqual(wrong);
  });

  it('takes numbers of its own desk alone', () => {
    expect(parseChatCommand('show ACME-7', 'ACME')).toEqual({ kind: 'show', case: 'ACME-7', rest: '' });
    expect(parseChatCommand('show C-7', 'ACME')).toMatchObject({ kind: 'not-a-case' });
  });

  it('reads a word of any length in no time', () => {
    expect(parseChatCommand('x'.repeat(100_000), 'C').kind).toBe('unknown-command');
  });
});
