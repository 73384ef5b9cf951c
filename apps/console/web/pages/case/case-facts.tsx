import type { ReactNode } from 'react';

import type { CaseJson } from '../../../src/api/contract.ts';
import { Address } from '../../components/address.tsx';
import { Avatar } from '../../components/avatar.tsx';
import { useDesk } from '../../components/desk-context.tsx';
import { Instant } from '../../components/instant.tsx';
import { channelWords, inWords, stateWords } from '../../components/state-words.ts';
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
  const ask = (action: Question, words: string, rest = '') =>
    card.actions.includes(action) && <FactButton words={words} rest={rest} onClick={() => onAsk(action)} />;
  return (
    <section className="panel" aria-labelledby="facts-title">
      <h2 id="facts-title" className="visually-hidden">
        Details
      </h2>
      <dl className="facts">
        <Fact name="Priority" action={ask('prioritise', 'Change', ' priority')}>
          {card.priority.title}
        </Fact>
        <Fact name="Assignee" action={ask('assign', 'Assign')}>
          <Avatar name={card.assignee?.name} />
          <span aria-hidden="true">{card.assignee?.name ?? 'Nobody'}</span>
          {card.team && <small>{teams.find((team) => team.id === card.team)?.name ?? inWords(card.team)}</small>}
        </Fact>
        <Fact name="Tier" action={ask('escalate', 'Escalate')}>
          {inWords(card.tier)}
        </Fact>
        <Fact
          name="State"
          action={
            card.actions.includes('resume') ? (
              <FactButton words="Resume" onClick={() => onAct('resume', {}, 'The clocks run again')} />
            ) : (
              ask('pause', 'Pause')
            )
          }
        >
          {stateWords(card.state)}
        </Fact>
        <Fact name="Requester">
          <span className="clip-words">
            {card.requester.name}
            {card.requester.address && (
              <small>
                <Address of={card.requester.address} />
              </small>
            )}
          </span>
        </Fact>
        {card.organisation && <Fact name="Organisation">{card.organisation}</Fact>}
        <Fact name="Opened">
          <span>
            <Instant at={card.openedAt} /> <small>by {channelWords(card.channel)}</small>
          </span>
        </Fact>
        <Fact name="Policy">
          <span>
            {policy.title} <small>version {policy.version}</small>
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
