import { useNow } from '../time/use-now.ts';
import { formatAgo } from '../time/words.ts';
import { formatFull, formatNear } from '../time/zone.ts';
import { useZone } from './desk-context.tsx';

interface InstantProps {
  readonly at: string;
  /** "3 min ago" in place of "14:05". */
  readonly relative?: boolean;
}

/** An instant in the reader's zone, with all of it on hover. */
export function Instant({ at, relative = false }: InstantProps) {
  const zone = useZone();
  const now = useNow(15_000);
  const ms = Date.parse(at);
  return (
    <time dateTime={at} title={formatFull(ms, zone)}>
      {relative ? formatAgo(now - ms) : formatNear(ms, now, zone)}
    </time>
  );
}
