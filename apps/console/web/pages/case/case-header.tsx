import type { CardJson } from '../../../src/api/contract.ts';
import { Icon } from '../../components/icon.tsx';
import { Link } from '../../router.tsx';
import { useWords } from '../../words/use-words.ts';
import { inWords } from '../../words/words.ts';
import { focusComposer } from './composer.tsx';
import type { Question } from './dialogs/case-dialog.tsx';

/** Sends a command of the contract; `said` tells everybody that it was done. */
export type Act = (command: string, body: object, said: string) => void;

interface CaseHeaderProps {
  readonly card: CardJson;
  readonly busy: boolean;
  readonly onAsk: (question: Question) => void;
  readonly onAct: Act;
}

export function CaseHeader({ card, busy, onAsk, onAct }: CaseHeaderProps) {
  const words = useWords();
  const may = (action: string) => card.actions.includes(action);
  return (
    <header className="case-head">
      <p className="crumbs">
        <Link href="/" className="crumb">
          <Icon name="back" />
          {words.frame.queue}
        </Link>
        <span className="case-number">{card.number}</span>
        <span className="state-chip">{words.frame.states[card.state] ?? inWords(card.state)}</span>
      </p>
      <div className="case-title">
        <div>
          <h1>{card.subject || words.frame.noSubject}</h1>
          <p className="case-who">
            {card.requester.name}
            {card.organisation && <> · {card.organisation}</>}
            {' · '}
            {card.priority.title}
          </p>
        </div>
        <div className="case-buttons">
          {may('claim') && (
            <button
              type="button"
              className="button"
              disabled={busy}
              onClick={() => onAct('claim', {}, words.queue.claimed(card.number))}
            >
              {words.case.claim}{' '}
              <span className="key-hint" aria-hidden="true">
                c
              </span>
            </button>
          )}
          {may('reply') && (
            <button type="button" className="button" onClick={() => focusComposer('reply')}>
              {words.case.reply}{' '}
              <span className="key-hint" aria-hidden="true">
                r
              </span>
            </button>
          )}
          {may('resolve') && (
            <button type="button" className="button" onClick={() => onAsk('resolve')}>
              {words.case.resolve}
            </button>
          )}
          {may('reopen') && (
            <button
              type="button"
              className="button"
              disabled={busy}
              onClick={() => onAct('reopen', {}, words.case.reopened(card.number))}
            >
              {words.case.reopen}
            </button>
          )}
        </div>
      </div>
    </header>
  );
}
