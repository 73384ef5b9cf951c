import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { Database } from './database.ts';
import { campus, instant, play, type Step, steps } from './story.ts';
import { type Notice, Support } from './support.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'campus-'));
  file = join(folder, 'campus.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function linesOf(played: readonly Step[]): string[] {
  const lines: string[] = [];
  play(file, played, (line) => lines.push(line.trim()));
  return lines;
}

test('the story of two cases', () => {
  expect(linesOf(steps)).toEqual([
    '11-20 15:30  Mia asks how grades are exported',
    '11-21 09:00  Noor cannot submit an exam',
    'exam-office hears of Q-2: call',
    '11-21 09:05  (the timer)',
    'exam-office hears of Q-2: call',
    '11-21 09:07  Sam takes the call and answers',
    '11-21 09:29  (the timer)',
    'support hears of Q-2: update update-due',
    '11-21 09:30  the exam is open again',
    '11-23 10:00  (the timer)',
    'support hears of Q-1: first-response warn',
    'support hears of Q-1: remind',
    '11-23 10:45  Sam answers Mia and waits for her',
    '11-25 10:00  Mia says that it works',
  ]);
});

test('a restart forgets nothing and tells nothing twice', () => {
  const whole = linesOf(steps).filter((line) => line.includes('hears'));
  rmSync(file);
  const parts = steps.map((step) => [step]).flatMap(linesOf);
  expect(parts.filter((line) => line.includes('hears'))).toEqual(whole);
});

describe('what the platform shows', () => {
  test('a learner is told when to expect an answer, and why', () => {
    const support = play(file, steps.slice(0, 1), () => {});
    expect(support.why('Q-1', 'first-response', instant('2026-11-20T15:31:00Z'))).toBe(
      'Due Mon 23 Nov 2026, 11:00 (Europe/London): 4 business hours from Fri 20 Nov, 15:30 (P-3); 1 h 30 min counted on Friday, Saturday and Sunday are closed, 2 h 30 min on Monday.',
    );
  });

  test('the queue has what is due first at the top', () => {
    const support = play(file, steps.slice(0, 2), () => {});
    expect(support.queue(instant('2026-11-21T09:01:00Z'))).toEqual([
      { number: 'Q-2', subject: 'Exam', dueAt: '2026-11-21T09:15:00Z' },
      { number: 'Q-1', subject: 'Grades', dueAt: '2026-11-23T11:00:00Z' },
    ]);
  });

  test('each school is told what was kept, a pause taken out', () => {
    const support = play(file, steps, () => {});
    const end = instant('2026-11-30T17:00:00Z');
    expect(support.kept('Ashdown College', end)).toEqual(['P-3: 1 of 1', 'P-4: 1 of 1 (aim)']);
    expect(support.kept('Brook Academy', end)).toEqual(['P-1: 1 of 1', 'P-2: 1 of 1']);
  });
});

test('what nobody answers is missed, and somebody hears of it once', () => {
  const told: Notice[] = [];
  const support = new Support(new Database(file, campus), (notice) => told.push(notice));
  const question = { person: 'mia', course: 'bio-1', subject: 'Quiz', text: 'The exam does not open!' };
  support.ask(question, instant('2026-11-23T10:00:00Z'));
  const look = () => support.tellWhatIsDue(instant('2026-11-23T10:15:00Z'));
  look();
  look();
  expect(told.filter(({ what }) => what === 'first-response miss')).toHaveLength(1);
});

test('the demo runs', () => {
  const env = { ...process.env, TMPDIR: folder, TEMP: folder };
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const out = execFileSync(process.execPath, ['--conditions=@sla/source', main], { env, encoding: 'utf8' });
  expect(out).toContain('Brook Academy: P-1: 1 of 1, P-2: 1 of 1\n');
});

test('the database holds events and ids of what was told, and no deadline', () => {
  play(file, steps, () => {});
  const { cases } = JSON.parse(readFileSync(file, 'utf8'));
  expect(Object.keys(cases[0])).toEqual(['number', 'person', 'course', 'subject', 'events', 'told']);
  expect(JSON.stringify(cases)).not.toContain('dueAt');
});
