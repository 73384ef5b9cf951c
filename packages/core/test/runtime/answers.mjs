const EVENTS = [
  { type: 'opened', at: '2026-12-24T16:00:00Z', channel: 'email', priority: 'severity-2' },
  { type: 'acknowledged', at: '2026-12-24T16:05:00Z', by: 'agent:ann' },
  { type: 'replied', at: '2026-12-24T16:40:00Z', by: 'agent:ann' },
];

/** What the built package answers, as plain text, so that every runtime can be held to the same. */
export function answers(core, { preset }) {
  const london = core.compileCalendar({
    timeZone: 'Europe/London',
    weekly: { 'mon-fri': '09:00-17:30' },
    holidays: ['2026-12-25', '2026-12-28'],
  });
  const policy = preset('learning-pool', { timeZone: 'Europe/London', holidays: ['2026-12-25', '2026-12-28'] });
  const at = core.Temporal.Instant.from('2026-12-24T17:00:00Z');
  const ledger = core.explain(policy, EVENTS, 'first-response', at);
  return {
    nativeTemporal: globalThis.Temporal !== undefined && core.Temporal === globalThis.Temporal,
    added: london.add('2026-12-24T16:30:00Z', 'PT4H').toString(),
    between: london.between(at, new Date('2026-12-29T10:00:00Z')).toString(),
    localOpening: london.nextOpening('2026-12-24T18:00:00Z')?.toZonedDateTimeISO('Europe/London').toString(),
    clocks: core
      .caseSlaToJson(core.evaluate(policy, EVENTS, at))
      .clocks.map(({ clock, status }) => `${clock} ${status}`),
    sentence: ledger.sentence,
    faults: faultsOf(() => core.definePolicy({ id: 'p', version: 1, timeZone: 'Europe/Atlantis', priorities: {} })),
  };
}

function faultsOf(work) {
  try {
    work();
    return [];
  } catch (error) {
    return error.faults.map(({ path }) => path.join('.'));
  }
}
