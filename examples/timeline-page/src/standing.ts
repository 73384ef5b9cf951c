import { type ClockState, formatDuration } from '@sla/core';

/** How a clock stands, in the fewest words. The word breach is not for an aim. */
export function standing({ status, kind, remaining, dueAt }: ClockState): string {
  const left = remaining === undefined ? undefined : Math.round(remaining.total('milliseconds') / 60_000) * 60_000;
  const length = left === undefined ? '' : formatDuration(Math.abs(left));
  switch (status) {
    case 'met':
      return dueAt === undefined ? 'done' : 'met';
    case 'missed':
      return kind === 'objective' ? 'over the aim' : 'missed';
    case 'cancelled':
      return 'ended';
    case 'paused':
      return left === undefined ? 'paused' : `paused, ${length} left`;
    case 'running':
      if (left === undefined) return 'measured';
      return left > 0 ? `${length} left` : `over by ${length}`;
  }
}

/** A clock's name as a title. */
export function clockTitle(clock: string): string {
  const words = clock.replace(/^milestone:/, '').replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What colour its bar has: red where it is overdue, amber where it has warned. */
export function riskOf(state: ClockState, at: number): 'missed' | 'warned' | 'calm' {
  if (state.breachedAt !== undefined) return 'missed';
  const running = state.status === 'running';
  return running && state.warnAt.some((warn) => warn.epochMilliseconds <= at) ? 'warned' : 'calm';
}

/** In the order in which a case's life meets them; milestones before the resolution. */
export function byLife(a: string, b: string): number {
  return position(a) - position(b);
}

const LIFE = ['acknowledgement', 'first-response', 'next-response', 'update', 'diagnosis', 'estimate', 'workaround'];

function position(clock: string): number {
  if (clock === 'resolution') return LIFE.length + 1;
  const found = LIFE.indexOf(clock);
  return found < 0 ? LIFE.length : found;
}
