import { describe, expect, it } from 'vitest';

import { plainAddress, readReplyAddress, replyAddress } from './reply-address.ts';

const signed = replyAddress('Support@desk.example', 'C-1042', 'secret');

describe('a reply address', () => {
  it('names the case and bears a signature', () => {
    expect(signed).toMatch(/^Support\+c-1042\.[a-z2-7]{13}@desk\.example$/);
  });

  it.each([
    ['our own', signed, { kind: 'signed', caseNumber: 'C-1042' }],
    ['our own in capitals, as some programs write it', signed.toUpperCase(), { kind: 'signed', caseNumber: 'C-1042' }],
    ['another case under the same signature', signed.replace('1042', '1043'), { kind: 'forged', caseNumber: 'C-1043' }],
    ['a shorter signature', signed.replace(/..@/, '@'), { kind: 'forged', caseNumber: 'C-1042' }],
    ['no signature', 'support+c-1042@desk.example', { kind: 'plain' }],
    ['no plus', 'support@desk.example', { kind: 'plain' }],
    ['no address', '', { kind: 'plain' }],
  ])('%s', (_, address, expected) => {
    expect(readReplyAddress(address, 'secret')).toEqual(expected);
  });

  it('of another desk is not ours', () => {
    expect(readReplyAddress(signed, 'other secret').kind).toBe('forged');
  });

  it('is the inbox it belongs to', () => {
    expect(plainAddress(signed)).toBe('support@desk.example');
  });
});
