import { useEffect, useRef } from 'react';

import type { CardJson } from '../../../src/api/contract.ts';
import { problemText } from '../../api/client.ts';
import { useClaim } from '../../api/use-claim.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import type { Zoom } from '../../time/zoom.ts';
import { useWords } from '../../words/use-words.ts';
import { AxisLines } from './axis.tsx';
import { EndedLines } from './ended-axis.tsx';
import { QueueRow } from './queue-row.tsx';
import { useMovingRows } from './use-moving-rows.ts';
import { focusRemembered, useRowKeys } from './use-row-keys.ts';

interface QueueListProps {
  readonly cases: readonly CardJson[];
  /** `ended`: the cases owe nothing more. */
  readonly zoom: Zoom | 'ended';
  readonly onPreview: (number: string) => void;
}

export function QueueList({ cases, zoom, onPreview }: QueueListProps) {
  const list = useRef<HTMLOListElement>(null);
  const claim = useClaim();
  const announce = useAnnounce();
  const words = useWords();
  const claimRow = (number: string) =>
    claim.mutate(number, {
      onSuccess: () => announce(words.queue.claimed(number)),
      onError: (error) => announce(`${number}: ${problemText(error, words.frame)}`),
    });
  useRowKeys(list, claimRow);
  useMovingRows(list, cases.map((card) => card.number).join(' '));
  useEffect(() => focusRemembered(list.current), []);
  return (
    <div className="rows-body">
      {zoom === 'ended' ? <EndedLines /> : <AxisLines zoom={zoom} />}
      <ol className="rows" ref={list} aria-label={words.queue.list}>
        {cases.map((card) => (
          <QueueRow key={card.number} card={card} zoom={zoom} onPreview={onPreview} />
        ))}
      </ol>
    </div>
  );
}
