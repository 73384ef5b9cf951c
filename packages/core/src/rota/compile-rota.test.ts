import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRota, type Rota } from './compile-rota.ts';
import { RotaError, type RotaFault } from './rota-error.ts';
import type { RotaLayer, RotaSpec } from './rota-spec.ts';

const at = (text: string) => Date.parse(text);
const iso = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');
const HOUR = 3_600_000;

const [ann, bo, cy] = ['agent:ann', 'agent:bo', 'agent:cy'];
const weekly: RotaLayer = {
  members: [ann, bo, cy],
  rotation: 'weekly',
  handoffAt: 'mon 09:00',
  firstTurn: '2026-11-02',
};

const london = (layers: readonly RotaLayer[], rest: Partial<RotaSpec> = {}): Rota =>
  compileRota({ timeZone: 'Europe/London', layers, ...rest });

/** `2026-11-23T09:00:00Z ann, 2026-11-30T09:00:00Z bo …` */
const turns = (rota: Rota, from: string, to: string) =>
  rota.shiftsMs(at(from), at(to)).map(({ start, member }) => `${iso(start)} ${member.slice('agent:'.length)}`);

describe('turns', () => {
  test('change hands at their local time, each week', () => {
    expect(turns(london([weekly]), '2026-11-02T09:00:00Z', '2026-11-30T00:00:00Z')).toEqual([
      '2026-11-02T09:00:00Z ann',
      '2026-11-09T09:00:00Z bo',
      '2026-11-16T09:00:00Z cy',
      '2026-11-23T09:00:00Z ann',
    ]);
  });

  test('of a day keep their local time when the clocks change', () => {
    const daily = london([{ members: [ann, bo], rotation: 'daily', handoffAt: '09:00', firstTurn: '2024-10-25' }]);
    expect(turns(daily, '2024-10-25T12:00:00Z', '2024-10-28T12:00:00Z')).toEqual([
      '2024-10-25T12:00:00Z ann',
      '2024-10-26T08:00:00Z bo',
      '2024-10-27T09:00:00Z ann',
      '2024-10-28T09:00:00Z bo',
    ]);
  });

  test('of twelve hours, in a night that has thirteen', () => {
    const halves = london([
      { members: [ann, bo], rotation: { every: '12 hours' }, handoffAt: '08:00', firstTurn: '2024-10-26' },
    ]);
    expect(turns(halves, '2024-10-26T07:00:00Z', '2024-10-27T21:00:00Z')).toEqual([
      '2024-10-26T07:00:00Z ann',
      '2024-10-26T19:00:00Z bo',
      '2024-10-27T08:00:00Z ann',
      '2024-10-27T20:00:00Z bo',
    ]);
  });

  test('handed over in a gap, an hour later', () => {
    const nights = london([{ members: [ann, bo], rotation: 'daily', handoffAt: '01:30', firstTurn: '2024-03-30' }]);
    expect(turns(nights, '2024-03-30T01:30:00Z', '2024-04-01T01:00:00Z')).toEqual([
      '2024-03-30T01:30:00Z ann',
      '2024-03-31T01:30:00Z bo',
      '2024-04-01T00:30:00Z ann',
    ]);
  });

  test('of two weeks, with and without the weekday', () => {
    const named = london([
      { members: [ann, bo], rotation: { every: '2 weeks' }, handoffAt: 'wed 10:00', firstTurn: '2026-11-02' },
    ]);
    const dated = london([
      { members: [ann, bo], rotation: { every: '14 days' }, handoffAt: '10:00', firstTurn: '2026-11-04' },
    ]);
    expect(turns(named, '2026-11-04T10:00:00Z', '2026-12-01T00:00:00Z')).toEqual([
      '2026-11-04T10:00:00Z ann',
      '2026-11-18T10:00:00Z bo',
    ]);
    expect(named.shiftsMs(0, at('2030-01-01T00:00:00Z'))).toEqual(dated.shiftsMs(0, at('2030-01-01T00:00:00Z')));
  });

  test('without a first turn are counted from 1970', () => {
    const rota = london([{ members: [ann, bo], rotation: 'weekly', handoffAt: 'mon 00:00' }]);
    expect(rota.onCall('1970-01-05T00:00:00Z')).toBe(ann);
    expect(rota.onCall('1970-01-01T00:00:00Z')).toBe(bo);
  });

  test('of one person are one shift', () => {
    const alone = london([{ members: [ann], rotation: 'daily', handoffAt: '09:00' }]);
    expect(alone.shiftsMs(0, 10 * 24 * HOUR)).toEqual([
      { start: 0, end: 10 * 24 * HOUR, member: ann, origin: 'layer' },
    ]);
  });
});

describe('layers', () => {
  const nights: RotaLayer = {
    name: 'nights',
    members: [cy],
    rotation: 'daily',
    handoffAt: '09:00',
    restrictTo: { 'mon-fri': '22:00-06:00' },
  };
  const base: RotaLayer = { members: [ann], rotation: 'daily', handoffAt: '09:00' };

  test('the later wins in its hours, the earlier keeps the rest', () => {
    const rota = london([base, nights]);
    expect(turns(rota, '2026-11-23T12:00:00Z', '2026-11-24T12:00:00Z')).toEqual([
      '2026-11-23T12:00:00Z ann',
      '2026-11-23T22:00:00Z cy',
      '2026-11-24T06:00:00Z ann',
    ]);
    expect(rota.onCall('2026-11-24T05:59:59Z')).toBe(cy);
    expect(rota.onCall('2026-11-24T06:00:00Z')).toBe(ann);
    expect(rota.gaps('2026-11-23T00:00:00Z', '2026-11-30T00:00:00Z')).toEqual([]);
  });

  test('leave gaps where all are restricted', () => {
    const rota = london([nights]);
    expect(rota.onCall('2026-11-23T12:00:00Z')).toBeUndefined();
    expect(
      rota.gaps('2026-11-23T12:00:00Z', '2026-11-24T12:00:00Z').map(({ start, end }) => `${start} ${end}`),
    ).toEqual(['2026-11-23T12:00:00Z 2026-11-23T22:00:00Z', '2026-11-24T06:00:00Z 2026-11-24T12:00:00Z']);
  });
});

describe('overrides and dates', () => {
  const rota = london([weekly], {
    overrides: [
      { from: '2026-11-24T12:00:00Z', to: '2026-11-24T18:00:00Z', member: bo },
      { from: '2026-11-24T17:00', to: '2026-11-24T20:00', member: cy },
    ],
    dates: {
      '2026-11-25': { name: 'St Catherine', members: [bo, cy] },
      '2026-11-27': bo,
    },
  });

  test('S1-17: on a public holiday other people answer, and nobody’s clock stops', () => {
    expect(turns(rota, '2026-11-24T22:00:00Z', '2026-11-27T12:00:00Z')).toEqual([
      '2026-11-24T22:00:00Z ann',
      '2026-11-25T00:00:00Z bo',
      '2026-11-25T12:00:00Z cy',
      '2026-11-26T00:00:00Z ann',
      '2026-11-27T00:00:00Z bo',
    ]);
    expect(rota.shifts('2026-11-25T00:00:00Z', '2026-11-25T01:00:00Z')[0]).toMatchObject({
      origin: 'date',
      name: 'St Catherine',
    });
  });

  test('an override wins, of two the later in the list', () => {
    expect(turns(rota, '2026-11-24T10:00:00Z', '2026-11-24T22:00:00Z')).toEqual([
      '2026-11-24T10:00:00Z ann',
      '2026-11-24T12:00:00Z bo',
      '2026-11-24T17:00:00Z cy',
      '2026-11-24T20:00:00Z ann',
    ]);
    expect(rota.onCall('2026-11-24T17:30:00Z')).toBe(cy);
  });

  test('a holiday lasts from midnight to midnight in the rota’s zone', () => {
    const halifax = compileRota({ timeZone: 'America/Halifax', layers: [weekly], dates: { '2026-12-25': [bo] } });
    expect(
      halifax.shiftsMs(at('2026-12-25T00:00:00Z'), at('2026-12-27T00:00:00Z')).find(({ origin }) => origin === 'date'),
    ).toEqual({
      start: at('2026-12-25T04:00:00Z'),
      end: at('2026-12-26T04:00:00Z'),
      member: bo,
      origin: 'date',
    });
  });
});

const layer = fc.record<RotaLayer>(
  {
    members: fc.array(fc.constantFrom(ann, bo, cy), { minLength: 1, maxLength: 4 }),
    rotation: fc.constantFrom<RotaLayer['rotation']>(
      'daily',
      { every: '5 hours' },
      { every: '3 days' },
      { every: '7 days' },
    ),
    handoffAt: fc.constantFrom('00:00', '01:30', '02:15', '23:45'),
    firstTurn: fc.constantFrom('2024-03-01', '2024-10-20'),
    restrictTo: fc.constantFrom(
      { 'mon-fri': '08:00-18:00' },
      { 'sat-sun': '22:00-06:00' },
      { mon: '00:00-03:00, 02:00-02:30' },
    ),
  },
  { requiredKeys: ['members', 'rotation', 'handoffAt', 'firstTurn'] },
);

test('shifts and gaps tile any span, and say at each instant what onCall says', () => {
  const zones = fc.constantFrom('Europe/London', 'Australia/Lord_Howe', 'America/Havana', 'Pacific/Apia', 'UTC');
  const spans = fc.tuple(
    fc.constantFrom('2024-03-29', '2024-10-04', '2011-12-28', '2024-11-02'),
    fc.nat(200),
    fc.integer({ min: 1, max: 200 }),
  );
  fc.assert(
    fc.property(
      zones,
      fc.array(layer, { minLength: 1, maxLength: 3 }),
      spans,
      fc.nat(1_000),
      (timeZone, layers, [date, skip, hours], share) => {
        const rota = compileRota({
          timeZone,
          layers,
          overrides: [{ from: '2024-10-05', to: '2024-10-06T02:20', member: bo }],
          dates: { '2024-03-30': [cy, ann] },
        });
        const from = at(date) + skip * HOUR;
        const to = from + hours * HOUR;
        const tiles = [...rota.shiftsMs(from, to), ...rota.gapsMs(from, to)].sort((a, b) => a.start - b.start);
        expect(tiles[0]?.start).toBe(from);
        expect(tiles.at(-1)?.end).toBe(to);
        tiles.forEach((tile, i) => {
          if (i > 0) expect(tile.start).toBe(tiles[i - 1]?.end);
        });
        const instant = from + Math.floor(((to - from) * share) / 1_001);
        const tile = tiles.find(({ start, end }) => start <= instant && instant < end);
        expect(tile && 'member' in tile ? tile.member : undefined).toBe(rota.onCallMs(instant));
      },
    ),
    { numRuns: 500 },
  );
});

function faultsOf(spec: unknown): readonly RotaFault[] {
  try {
    compileRota(spec as RotaSpec);
  } catch (error) {
    if (error instanceof RotaError) return error.faults;
    throw error;
  }
  return [];
}

describe('one fault', () => {
  const with1 = (rest: object) => ({ timeZone: 'UTC', layers: [{ ...weekly, ...rest }] });
  const rest = (more: object) => ({ timeZone: 'UTC', layers: [weekly], ...more });

  test.each<[string, unknown, RotaFault['path'], string, string]>([
    ['no rota', 'everybody', [], 'bad-type', '"everybody" is not a rota'],
    ['no zone', { layers: [weekly] }, ['timeZone'], 'missing-key', 'timeZone is missing'],
    ['an unknown zone', { timeZone: 'Mars', layers: [weekly] }, ['timeZone'], 'bad-zone', '"Mars" is not a time zone'],
    ['no layers', { timeZone: 'UTC' }, ['layers'], 'missing-key', 'layers is missing'],
    ['an empty list of layers', { timeZone: 'UTC', layers: [] }, ['layers'], 'empty', 'expected at least one'],
    ['a layer that is none', { timeZone: 'UTC', layers: ['ann'] }, ['layers', 0], 'bad-type', '"ann" is not a layer'],
    ['an unknown key', rest({ layer: [] }), ['layer'], 'unknown-key', 'expected timeZone, layers'],
    ['nobody', with1({ members: [] }), ['layers', 0, 'members'], 'empty', 'expected at least one member'],
    ['no members', with1({ members: undefined }), ['layers', 0, 'members'], 'missing-key', 'members is missing'],
    [
      'a member without a name',
      with1({ members: [ann, ' '] }),
      ['layers', 0, 'members', 1],
      'bad-member',
      'expected agent:ID',
    ],
    [
      'an unknown rotation',
      with1({ rotation: 'monthly' }),
      ['layers', 0, 'rotation'],
      'bad-rotation',
      '"monthly" is not a rotation: expected daily, weekly',
    ],
    [
      'a rotation of half hours',
      with1({ rotation: { every: '1.5 hours' } }),
      ['layers', 0, 'rotation'],
      'bad-rotation',
      '"1.5 hours" is not a rotation',
    ],
    [
      'a rotation of nothing',
      with1({ rotation: { every: '0 days' }, handoffAt: '09:00' }),
      ['layers', 0, 'rotation'],
      'bad-rotation',
      '"0 days"',
    ],
    ['no handoff', with1({ handoffAt: undefined }), ['layers', 0, 'handoffAt'], 'missing-key', 'handoffAt is missing'],
    [
      'a handoff at 25',
      with1({ handoffAt: 'mon 25:00' }),
      ['layers', 0, 'handoffAt'],
      'bad-handoff',
      '"mon 25:00" is not a time of handoff',
    ],
    ['a handoff at 24', with1({ handoffAt: 'mon 24:00' }), ['layers', 0, 'handoffAt'], 'bad-handoff', '"mon 24:00"'],
    ['an unknown weekday', with1({ handoffAt: 'moo 09:00' }), ['layers', 0, 'handoffAt'], 'bad-handoff', '"moo 09:00"'],
    [
      'a weekday for days',
      with1({ rotation: 'daily' }),
      ['layers', 0, 'handoffAt'],
      'bad-handoff',
      'turns are not whole weeks: expected a time such as 09:00',
    ],
    [
      'weeks without a weekday',
      { timeZone: 'UTC', layers: [{ members: [ann], rotation: 'weekly', handoffAt: '09:00' }] },
      ['layers', 0, 'handoffAt'],
      'bad-handoff',
      'lacks the weekday',
    ],
    [
      'a first turn that is no date',
      with1({ firstTurn: 'soon' }),
      ['layers', 0, 'firstTurn'],
      'bad-date',
      '"soon" is not a date',
    ],
    [
      'restricted to what',
      with1({ restrictTo: { mon: '25:00-06:00' } }),
      ['layers', 0, 'restrictTo', 'mon'],
      'bad-time',
      '"25:00" is not a time of day',
    ],
    [
      'an override that is none',
      rest({ overrides: [ann] }),
      ['overrides', 0],
      'bad-type',
      'expected { from, to, member }',
    ],
    [
      'an override backwards',
      rest({ overrides: [{ from: '2026-12-25', to: '2026-12-24', member: ann }] }),
      ['overrides', 0, 'to'],
      'bad-range',
      'not after it begins',
    ],
    [
      'an override from when',
      rest({ overrides: [{ from: 'noon', to: '2026-12-24', member: ann }] }),
      ['overrides', 0, 'from'],
      'bad-instant',
      '"noon" is not a point in time',
    ],
    [
      'an override to when',
      rest({ overrides: [{ from: '2026-12-24', member: ann }] }),
      ['overrides', 0, 'to'],
      'missing-key',
      'to is missing',
    ],
    [
      'an override by whom',
      rest({ overrides: [{ from: '2026-12-24', to: '2026-12-25' }] }),
      ['overrides', 0, 'member'],
      'missing-key',
      'expected agent:ID',
    ],
    ['a date that is none', rest({ dates: { xmas: ann } }), ['dates', 'xmas'], 'bad-date', '"xmas" is not a date'],
    [
      'a date without people',
      rest({ dates: { '2026-12-25': {} } }),
      ['dates', '2026-12-25', 'members'],
      'missing-key',
      'members is missing',
    ],
    [
      'a date with an empty list',
      rest({ dates: { '2026-12-25': [] } }),
      ['dates', '2026-12-25'],
      'empty',
      'nobody is on it',
    ],
    ['dates in a list', rest({ dates: [] }), ['dates'], 'bad-type', 'expected dates, each with who is on call'],
  ])('%s', (_, spec, path, code, message) => {
    const [fault, ...more] = faultsOf(spec);
    expect(fault).toMatchObject({ path, code });
    expect(fault?.message).toContain(message);
    expect(more).toEqual([]);
  });

  test('none in a key of YAML with nothing after it', () => {
    expect(faultsOf(rest({ overrides: null, dates: null }))).toEqual([]);
  });

  test('among many: all come at once', () => {
    const broken = {
      timeZone: 'Mars',
      layers: [{ members: [], rotation: 'hourly', handoffAt: '9' }],
      overrides: [{ from: 'now', to: 'then', member: '' }],
    };
    expect(faultsOf(broken).map(({ path, code }) => `${path.join('.')} ${code}`)).toEqual([
      'timeZone bad-zone',
      'layers.0.rotation bad-rotation',
      'layers.0.members empty',
      'layers.0.handoffAt bad-handoff',
      'overrides.0.from bad-instant',
      'overrides.0.to bad-instant',
      'overrides.0.member bad-member',
    ]);
    expect(() => compileRota(broken as never)).toThrow('layers[0].members: nobody is on it');
  });
});
