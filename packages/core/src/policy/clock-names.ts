import type { ClockName } from './policy.ts';

const CLOCKS = [
  'acknowledgement',
  'first-response',
  'next-response',
  'update',
  'estimate',
  'diagnosis',
  'workaround',
  'resolution',
] as const satisfies readonly ClockName[];

export const EXPECTED_CLOCK = `expected ${CLOCKS.join(', ')} or milestone:NAME`;

export function isClockName(text: string): text is ClockName {
  return (CLOCKS as readonly string[]).includes(text) || /^milestone:[^\s/]+$/.test(text);
}

/** Whether something other than opening may start it. */
export function mayStartLater(clock: ClockName): boolean {
  return ['update', 'estimate', 'diagnosis', 'workaround'].includes(clock) || clock.startsWith('milestone:');
}
