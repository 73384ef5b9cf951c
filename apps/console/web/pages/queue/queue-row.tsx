import { memo } from 'react';

import type { CardJson } from '../../../src/api/contract.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Icon } from '../../components/icon.tsx';
import { EndedWords, PromiseWords } from '../../components/promise-words.tsx';
import { Link } from '../../router.tsx';
import type { Zoom } from '../../time/zoom.ts';
import { useWords } from '../../words/use-words.ts';
import { inWords } from '../../words/words.ts';
import { EndedMarks } from './ended-axis.tsx';
import { PromiseBar } from './promise-bar.tsx';

interface QueueRowProps {
  readonly card: CardJson;
  readonly zoom: Zoom | 'ended';
  readonly onPreview: (number: string) => void;
}

export const QueueRow = memo(function QueueRow({ card, zoom, onPreview }: QueueRowProps) {
  const words = useWords();
  const preview = () => onPreview(card.number);
  return (
    <li className="row" data-case={card.number} onPointerEnter={preview}>
      <div className="row-subject">
        <Link className="row-link" href={`/cases/${card.number}`} onFocus={preview}>
          {card.subject || words.frame.noSubject}
        </Link>
        <p className="row-meta">
          <span className="case-number">{card.number}</span>
          {card.state !== 'open' && (
            <span className="row-state">{words.frame.states[card.state] ?? inWords(card.state)}</span>
          )}
          <span className="who">
            {card.requester.name}
            {card.organisation && <> · {card.organisation}</>}
          </span>
          {card.openAlerts.length > 0 && (
            <span className="alert-note">
              <Icon name="bell" /> {words.queue.alertNotTaken}
            </span>
          )}
        </p>
      </div>
      <span className="row-priority" data-rank={card.priority.rank}>
        {card.priority.title}
      </span>
      <span className="row-assignee">
        {card.assignee && <span className="visually-hidden">{words.queue.heldBy} </span>}
        <Avatar name={card.assignee?.name} />
      </span>
      <span className="row-promise">
        {card.next ? <PromiseWords promise={card.next} /> : <EndedWords card={card} />}
      </span>
      <span className="row-axis">
        {zoom === 'ended' && <EndedMarks card={card} />}
        {zoom !== 'ended' && card.next && <PromiseBar promise={card.next} zoom={zoom} />}
      </span>
    </li>
  );
});
