import { expect, test } from 'vitest';

import { digest } from './digest.ts';

const told = (subject: string, to: string, via: readonly ('email' | 'slack' | 'phone')[] = ['email']) => ({
  subject,
  effect: { id: `s/1/notify/${to}`, kind: 'notify', to, via } as const,
});

test('many notices for one recipient are one digest, in the order of their first', () => {
  const notices = [
    told('C-1', 'lead'),
    told('C-1', 'boss', ['phone']),
    told('C-2', 'lead', ['slack']),
    told('C-3', 'lead'),
  ];
  expect(digest(notices)).toEqual([
    { to: 'lead', via: ['email', 'slack'], notices: [notices[0], notices[2], notices[3]] },
    { to: 'boss', via: ['phone'], notices: [notices[1]] },
  ]);
});

test('what tells nobody is left out', () => {
  expect(digest([{ subject: 'C-1', effect: { id: 's/1/raise/L2', kind: 'raise', to: 'L2' } }])).toEqual([]);
});
