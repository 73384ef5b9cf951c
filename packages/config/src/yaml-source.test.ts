import { describe, expect, it } from 'vitest';

import { formatFault, inOrder } from './fault.ts';
import { readYaml } from './yaml-source.ts';

const faultsOf = (text: string) => inOrder(readYaml('a.yaml', text).faults).map(formatFault);

describe('YAML 1.2, core schema', () => {
  it('keeps words, dates and times as text', () => {
    expect(readYaml('a.yaml', 'on: opened\nday: 2026-12-25\nhour: 09:00\nno: no\nyes: true\n1: one\n').value).toEqual({
      on: 'opened',
      day: '2026-12-25',
      hour: '09:00',
      no: 'no',
      yes: true,
      '1': 'one',
    });
  });

  it('reads anchors and aliases', () => {
    expect(readYaml('a.yaml', 'a: &hours { mon: 09:00-17:00 }\nb: *hours\n').value).toEqual({
      a: { mon: '09:00-17:00' },
      b: { mon: '09:00-17:00' },
    });
  });

  it('an empty file is nothing', () =>
    expect(readYaml('a.yaml', '# nothing\n')).toMatchObject({ value: null, faults: [] }));
});

describe('every fault of the writing is told with its place', () => {
  const ROWS: [string, string, string[]][] = [
    [
      'a key that stands twice',
      'a: 1\nb: 2\na: 3\n',
      ['a.yaml:3:1  "a" stands here a second time: expected each key once'],
    ],
    [
      'at any depth',
      'p:\n  x: { within: 1, within: 2 }\n',
      ['a.yaml:2:19  "within" stands here a second time: expected each key once'],
    ],
    ['a tab', 'a:\n\tb: 1\n', ['a.yaml:2:1  a tab indents this line: expected spaces']],
    ['two documents', 'a: 1\n---\nb: 2\n', ['a.yaml:2:1  a second document begins here: expected one in a file']],
    ['a tag', 'a: !!python/object x\n', ['a.yaml:1:4  a tag is not known: expected none, or the text in quotes']],
    [
      'a bracket without an end',
      'a: [\n',
      ['a.yaml:2:1  a bracket before here is not closed: expected its end, indented as what it belongs to'],
    ],
    ['a key that is no text', '? [a, b]\n: c\n', ['a.yaml:1:3  a key is no text: expected a plain word']],
  ];
  it.each(ROWS)('%s', (_, text, faults) => expect(faultsOf(text)).toEqual(faults));

  it('one for each line, without what stands there', () => {
    expect(faultsOf('a: "open\nb: 1\n')).toEqual([
      'a.yaml:3:1  something is left open: expected a closing quote or bracket, or a colon after a key',
    ]);
    expect(faultsOf('a: 1\nb c: d: e: f\n- x: y z: 1\n').length).toBeLessThanOrEqual(2);
    expect(faultsOf('a: *hidden\nb: { c: *hidden }\n')).toEqual([
      'a.yaml:1:4  an alias names no anchor before it: expected `&name` there, or this text in quotes',
      'a.yaml:2:9  an alias names no anchor before it: expected `&name` there, or this text in quotes',
    ]);
  });

  it('all at once', () => {
    const faults = faultsOf('a: "open\nb: [1, 2\nc: }\n');
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of faults) expect(fault).toMatch(/^a\.yaml:\d+:\d+ {2}.+: expected /);
  });

  it('and what is left is read, where it is as it was meant', () => {
    expect(readYaml('a.yaml', 'a: 1\na: 2\nb: 3\n').value).toEqual({ a: 2, b: 3 });
    expect(readYaml('a.yaml', 'a:\n  x: 1\n\ty: 2\n').value).toBeUndefined();
  });

  it('aliases that multiply are refused', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 9; i += 1)
      lines.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    expect(faultsOf(lines.join('\n'))[0]).toMatch(/^a\.yaml:1:1 {2}aliases grow too large/);
  });
});

describe('a fault is placed', () => {
  const source = readYaml(
    'a.yaml',
    'id: x\npriorities:\n  high:\n    targets:\n      resolution: { within: 4 }\n  low: {}\nlist:\n  - one\n  - key: two\nagain: &a { b: 1 }\nalias: *a\n',
  );
  const place = (path: (string | number)[], code = 'bad-value') => {
    const { line, column } = source.faultAt(path, code, '');
    return `${line}:${column}`;
  };

  it('at its value', () => {
    expect(place(['id'])).toBe('1:5');
    expect(place(['priorities', 'high', 'targets', 'resolution', 'within'])).toBe('5:29');
    expect(place(['list', 1, 'key'])).toBe('9:10');
    expect(place(['alias', 'b'])).toBe('10:16');
  });

  it('at its key, where the key is what is wrong', () => {
    expect(place(['priorities', 'high', 'targets', 'resolution'], 'unknown-clock')).toBe('5:7');
  });

  it('at the nearest key that stands, where it is missing', () => {
    expect(place(['priorities', 'high', 'targets', 'resolution', 'clause'], 'missing-key')).toBe('5:7');
    expect(place(['priorities', 'low', 'title'], 'missing-key')).toBe('6:3');
    expect(place(['timeZone'], 'missing-key')).toBe('1:1');
    expect(place(['list', 7])).toBe('7:1');
  });

  it('and a source knows how far a path leads into it', () => {
    expect(source.reach(['priorities', 'high', 'title'])).toBe(2);
    expect(source.reach([])).toBe(0);
  });
});
