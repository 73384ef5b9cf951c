import type { PolicyPromisesJson } from '../../../src/api/machine-contract.ts';
import { Icon } from '../../components/icon.tsx';
import { useWords } from '../../words/use-words.ts';
import { inWords } from '../../words/words.ts';

type PriorityJson = PolicyPromisesJson['priorities'][number];

/** What a policy promises, the most urgent first, in its own words. */
export function PolicyPanel({ policy }: { readonly policy: PolicyPromisesJson }) {
  const words = useWords().desk.settings;
  const id = `policy-${policy.id}`;
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>{policy.title}</h2>
      <p className="quiet">
        {words.promises}: {policy.id}, {words.version(policy.version)}, {policy.timeZone}
      </p>
      {policy.priorities.map((priority) => (
        <Priority key={priority.name} priority={priority} />
      ))}
    </section>
  );
}

function Priority({ priority }: { readonly priority: PriorityJson }) {
  const words = useWords().desk.settings;
  return (
    <details className="policy-priority">
      <summary>
        <Icon name="chevron" />
        <span>
          <b>{priority.title}</b>
          <small>{priority.when.length === 0 ? words.byDefault : `${words.when} ${priority.when.join('; ')}`}</small>
        </span>
      </summary>
      <div className="sheet">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.promise}</th>
              <th scope="col">{words.rule}</th>
              <th scope="col">{words.hours}</th>
              <th scope="col">{words.clause}</th>
            </tr>
          </thead>
          <tbody>
            {priority.promises.map((promise) => (
              <tr key={promise.clock}>
                <th scope="row">
                  {promise.label}
                  {promise.kind === 'objective' && <small>{words.objective}</small>}
                </th>
                <td>
                  {promise.rule ?? words.measured}
                  {promise.pauseWhile.length > 0 && (
                    <small>{words.pauses(promise.pauseWhile.map((reason) => inWords(reason)).join(', '))}</small>
                  )}
                </td>
                <td>{promise.calendar ? inWords(promise.calendar) : words.allTime}</td>
                <td>{promise.clause && <span className="clause">{promise.clause}</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {priority.ladder.length > 0 && (
        <>
          <h3>{words.ladder}</h3>
          <ul className="plain-list">
            {priority.ladder.map((step) => (
              <li key={step.step} className="fact-row">
                <b>
                  {step.fires}
                  {step.clause && <span className="clause">{step.clause}</span>}
                </b>
                <span>{step.reaches.join(', ')}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}
