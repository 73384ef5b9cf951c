import type { CaseJson } from '../../../src/api/contract.ts';
import { Instant } from '../../components/instant.tsx';
import { useWords } from '../../words/use-words.ts';

/** What the desk will do by itself, should nobody act. */
export function Upcoming({ upcoming }: { readonly upcoming: CaseJson['upcoming'] }) {
  const words = useWords().case;
  if (upcoming.length === 0) return undefined;
  return (
    <section className="panel" aria-labelledby="upcoming-title">
      <h2 id="upcoming-title">{words.upcoming}</h2>
      <ol className="dated">
        {upcoming.map((each) => (
          <li key={`${each.at} ${each.sentence}`} data-kind={each.kind}>
            <Instant at={each.at} />
            <span>{each.sentence}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
