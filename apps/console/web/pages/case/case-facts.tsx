import type { ReactNode } from 'react';

import type { CaseJson } from '../../../src/api/contract.ts';
import { Address } from '../../components/address.tsx';
import { Avatar } from '../../components/avatar.tsx';
import { useDesk } from '../../components/desk-context.tsx';
import { Instant } from '../../components/instant.tsx';
import { useWords } from '../../words/use-words.ts';
import { inWords } from '../../words/words.ts';
import type { Act } from './case-header.tsx';
import type { Question } from './dialogs/case-dialog.tsx';

interface CaseFactsProps {
  readonly data: CaseJson;
  readonly onAsk: (question: Question) => void;
  readonly onAct: Act;
}

/** What holds of the case, each beside the way to change it. */
export function CaseFacts({ data, onAsk, onAct }: CaseFactsProps) {
  const { card, policy } = data;
  const { teams } = useDesk();
  const { frame, case: words } = useWords();
  const { facts } = words;
  const ask = (action: Question, words: string, rest = '') =>
    card.actions.includes(action) && <FactButton words={words} rest={rest} onClick={() => onAsk(action)} />;
  return (
    <section className="panel" aria-labelledby="facts-title">
      <h2 id="facts-title" className="visually-hidden">
        {facts.title}
      </h2>
      <dl className="facts">
        <Fact name={facts.priority} action={ask('prioritise', facts.change, facts.changeRest)}>
          {card.priority.title}
        </Fact>
        <Fact name={facts.assignee} action={ask('assign', facts.assign)}>
          <span className="person">
            <Avatar name={card.assignee?.name} />
            <span aria-hidden="true">{card.assignee?.name ?? facts.nobody}</span>
          </span>
          {card.team && <small>{teams.find((team) => team.id === card.team)?.name ?? inWords(card.team)}</small>}
        </Fact>
        <Fact name={facts.tier} action={ask('escalate', facts.escalate)}>
          {inWords(card.tier)}
        </Fact>
        <Fact
          name={facts.state}
          action={
            card.actions.includes('resume') ? (
              <FactButton words={facts.resume} onClick={() => onAct('resume', {}, facts.resumed)} />
            ) : (
              ask('pause', facts.pause)
            )
          }
        >
          {frame.states[card.state] ?? inWords(card.state)}
        </Fact>
        <Fact name={facts.requester}>
          <span className="clip-words">
            {card.requester.name}
            {card.requester.address && (
              <small>
                <Address of={card.requester.address} />
              </small>
            )}
          </span>
        </Fact>
        {card.organisation && <Fact name={facts.organisation}>{card.organisation}</Fact>}
        <Fact name={facts.opened}>
          <span>
            <Instant at={card.openedAt} /> <small>{frame.channels[card.channel] ?? card.channel}</small>
          </span>
        </Fact>
        <Fact name={facts.policy}>
          <span>
            {policy.title} <small>{facts.version(policy.version)}</small>
          </span>
        </Fact>
      </dl>
    </section>
  );
}

interface FactProps {
  readonly name: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

function Fact({ name, children, action }: FactProps) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>
        <span className="fact-value">{children}</span>
        {action}
      </dd>
    </div>
  );
}

interface FactButtonProps {
  readonly words: string;
  /** What the button says beyond that to those who do not see it beside its fact. */
  readonly rest?: string;
  readonly onClick: () => void;
}

function FactButton({ words, rest, onClick }: FactButtonProps) {
  return (
    <button type="button" className="fact-button" onClick={onClick}>
      {words}
      {rest && <span className="visually-hidden">{rest}</span>}
    </button>
  );
}
