import type { CaseJson } from '../../../src/api/contract.ts';
import { Link } from '../../router.tsx';
import { useWords } from '../../words/use-words.ts';
import { inWords } from '../../words/words.ts';
import type { Question } from './dialogs/case-dialog.tsx';

interface RelatedCasesProps {
  readonly data: CaseJson;
  readonly onAsk: (question: Question) => void;
}

/** Tags, cases that have to do with this one, and merging it into one of them. */
export function RelatedCases({ data, onAsk }: RelatedCasesProps) {
  const { frame, case: caseWords } = useWords();
  const words = caseWords.related;
  const isLive = !['closed', 'merged', 'deferred'].includes(data.card.state);
  return (
    <section className="panel" aria-labelledby="related-title">
      <h2 id="related-title">{words.title}</h2>
      {data.tags.length > 0 && (
        <ul className="tags" aria-label={words.tags}>
          {data.tags.map((tag) => (
            <li key={tag}>{tag}</li>
          ))}
        </ul>
      )}
      {data.links.length > 0 && (
        <ul className="links" aria-label={words.links}>
          {data.links.map(({ number, subject, state }) => (
            <li key={number}>
              <Link href={`/cases/${encodeURIComponent(number)}`}>
                {number} {subject}
              </Link>{' '}
              <small>{frame.states[state] ?? inWords(state)}</small>
            </li>
          ))}
        </ul>
      )}
      <p className="related-buttons">
        {isLive && <RelatedButton words={words.tag} hint="t" onClick={() => onAsk('tag')} />}
        <RelatedButton words={words.link} hint="l" onClick={() => onAsk('link')} />
        {isLive && <RelatedButton words={words.merge} hint="m" onClick={() => onAsk('merge')} />}
      </p>
    </section>
  );
}

interface RelatedButtonProps {
  readonly words: string;
  readonly hint: string;
  readonly onClick: () => void;
}

function RelatedButton({ words, hint, onClick }: RelatedButtonProps) {
  return (
    <button type="button" className="button" onClick={onClick}>
      {words}{' '}
      <span className="key-hint" aria-hidden="true">
        {hint}
      </span>
    </button>
  );
}
