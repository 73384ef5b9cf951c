import { useNow } from '../time/use-now.ts';
import { formatAgo } from '../time/words.ts';
import { formatFull, formatNear } from '../time/zone.ts';
import { useWords } from '../words/use-words.ts';
import { usePlace } from './desk-context.tsx';

interface InstantProps {
  readonly at: string;
  /** "3 min ago" in place of "14:05". */
  readonly relative?: boolean;
}

/** An instant in the reader's zone, with all of it on hover. */
export function Instant({ at, relative = false }: InstantProps) {
  const place = usePlace();
  const { time } = useWords();
  const now = useNow(15_000);
  const ms = Date.parse(at);
  return (
    <time dateTime={at} title={formatFull(ms, place)}>
      {relative ? formatAgo(now - ms, time) : formatNear(ms, now, place)}
    </time>
  );
}
