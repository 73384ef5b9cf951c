import { describe, expect, it } from 'vitest';

import { mailSubject } from './mail-subject.ts';

describe('the subject of all mail of a case', () => {
  it.each([
    ['Printer does not print', 'Re: [C-1042] Printer does not print'],
    ['Re: [C-1042] Printer does not print', 'Re: [C-1042] Printer does not print'],
    ['AW: RE: Re[2]: Drucker', 'Re: [C-1042] Drucker'],
    ['  spaces \n and lines ', 'Re: [C-1042] spaces and lines'],
    ['Real trouble', 'Re: [C-1042] Real trouble'],
    ['Fwd: invoice', 'Re: [C-1042] Fwd: invoice'],
  ])('%j', (subject, expected) => {
    expect(mailSubject('C-1042', subject)).toBe(expected);
  });
});
