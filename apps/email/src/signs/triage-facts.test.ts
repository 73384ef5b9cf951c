import { describe, expect, it } from 'vitest';

import { triageFacts } from './triage-facts.ts';

describe('the impact that a mail names', () => {
  it.each([
    ['Nobody can log in since nine.', 'everyone'],
    ['None of our students can submit.', 'everyone'],
    ['All users get an error when they open the gradebook', 'everyone'],
    ['The whole university cannot reach the site', 'everyone'],
    ['Everyone is locked out!', 'everyone'],
    ['Niemand kann sich anmelden.', 'everyone'],
    ['Seit heute früh kann sich niemand anmelden', 'everyone'],
    ['Bei allen Studierenden fehlt der Kurs', 'everyone'],
    ['Personne ne peut se connecter', 'everyone'],
    ['Many of our students cannot see their grades', 'many'],
    ['Hundreds of learners were kicked out', 'many'],
    ['Viele unserer Schüler kommen nicht hinein', 'many'],
    ['Several teachers report errors', 'several'],
    ['Einige Lehrkräfte können nicht speichern', 'several'],
    ['One of our students cannot log in', 'one'],
    ['It is only me who cannot log in', 'one'],
    ['Nur ein Student kann nicht abgeben', 'one'],
  ] as const)('%s → %s', (text, impact) => {
    expect(triageFacts('', text).impact).toBe(impact);
  });

  it.each([
    'Please add all students of 10b to the course.',
    'Thanks to everyone!',
    'How do all users get the newsletter?',
    'I cannot log in.',
    'Mir fehlt ein Zertifikat.',
    'Alle Kurse sind toll',
    'The download is slow',
  ])('is none in: %s', (text) => {
    expect(triageFacts('', text).impact).toBeUndefined();
  });

  it('is the widest that is named, also in the subject, and is quoted', () => {
    const facts = triageFacts('All students locked out', 'One of our students cannot log in. There is no workaround.');
    expect(facts).toEqual({
      impact: 'everyone',
      workaround: 'none',
      evidence: [
        'It says that it hits everyone: “all students”.',
        'It says that there is no way around: “no workaround”.',
      ],
    });
  });

  it('takes time in proportion to the text', () => {
    const started = performance.now();
    for (const text of [
      'all '.repeat(50_000),
      'none of our '.repeat(20_000),
      'x'.repeat(200_000),
      'only one a '.repeat(20_000),
    ]) {
      triageFacts('', `${text} cannot`);
    }
    expect(performance.now() - started).toBeLessThan(400);
  });
});
