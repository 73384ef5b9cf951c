import type { CaseJson } from '../../../src/api/contract.ts';
import { Instant } from '../../components/instant.tsx';

/** What the desk will do by itself, should nobody act. */
export function Upcoming({ upcoming }: { readonly upcoming: CaseJson['upcoming'] }) {
  if (upcoming.length === 0) return undefined;
  return (
    <section className="panel" aria-labelledby="upcoming-title">
      <h2 id="upcoming-title">What happens next</h2>
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
