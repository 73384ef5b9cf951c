import type { CaseJson } from '../../../src/api/contract.ts';
import { Link } from '../../router.tsx';
import { useWords } from '../../words/use-words.ts';
import type { Question } from './dialogs/case-dialog.tsx';

interface PracticePanelProps {
  readonly data: CaseJson;
  readonly onAsk: (question: Question) => void;
}

/** The order in which the requester is to be reached, the incident, and what else may be done about the case. */
export function PracticePanel({ data, onAsk }: PracticePanelProps) {
  const words = useWords().practice;
  const { card, checklist, incident } = data;
  const isOpen = !['resolved', 'closed', 'merged', 'deferred'].includes(card.state);
  const ask = (question: Question, text: string, hint?: string) => (
    <button type="button" className="button" onClick={() => onAsk(question)}>
      {text}
      {hint && (
        <>
          {' '}
          <span className="key-hint" aria-hidden="true">
            {hint}
          </span>
        </>
      )}
    </button>
  );
  return (
    <section className="panel" aria-labelledby="practice-title">
      <h2 id="practice-title">{words.title}</h2>
      {incident && (
        <p>
          {words.incident} <Link href="/incidents">{incident.id}</Link> {incident.title}
          {incident.endedAt !== undefined && <small> {words.isOver}</small>}
        </p>
      )}
      {checklist.length > 0 && (
        <ol className="links" aria-label={words.order}>
          {checklist.map(({ way, state, clause }) => (
            <li key={way} data-state={state}>
              <b>{words.ways[way]}</b> <span>{words.steps[state]}</span> {clause && <small>{clause}</small>}
            </li>
          ))}
        </ol>
      )}
      <p className="related-buttons">
        {isOpen && ask('call', words.call.button, 'o')}
        {isOpen && ask('incident', words.join.button, 'i')}
        {isOpen && ask('delay', words.delay.button)}
        {isOpen && ask('defer', words.defer.button)}
        <Link className="button" href={`/cases/${encodeURIComponent(card.number)}/handover`}>
          {words.handoverPage}
        </Link>
      </p>
    </section>
  );
}
