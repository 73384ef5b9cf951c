import type { CaseJson } from '../../../src/api/contract.ts';
import { problemText } from '../../api/client.ts';
import { useCommand } from '../../api/queries.ts';
import { useAnnounce } from '../../components/announcer.tsx';
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
      <Articles data={data} />
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

/** Pages of the knowledge base: those that help with the case, and those that may, to be linked by one click. */
function Articles({ data: { card, articles } }: Pick<PracticePanelProps, 'data'>) {
  const { practice, frame } = useWords();
  const words = practice.articles;
  const linking = useCommand(card.number);
  const announce = useAnnounce();
  const link = (article: string) =>
    linking.mutate({ command: 'article', body: { article } }, { onSuccess: () => announce(words.said) });
  const suggested = card.state === 'merged' ? [] : articles.suggested;
  if (articles.linked.length + suggested.length === 0) return null;
  return (
    <>
      <ul className="links" aria-label={words.title}>
        {articles.linked.map(({ id, title, url }) => (
          <li key={id}>
            <a href={url} target="_blank" rel="noreferrer">
              {title}
            </a>
          </li>
        ))}
        {suggested.map(({ id, title, url }) => (
          <li key={id}>
            <a href={url} target="_blank" rel="noreferrer">
              {title}
            </a>{' '}
            <small>{words.mayHelp}</small>{' '}
            <button type="button" className="button" onClick={() => link(id)} disabled={linking.isPending}>
              {words.link} <span className="visually-hidden">{title}</span>
            </button>
          </li>
        ))}
      </ul>
      {linking.error && (
        <p className="problem" role="alert">
          {problemText(linking.error, frame)}
        </p>
      )}
    </>
  );
}
