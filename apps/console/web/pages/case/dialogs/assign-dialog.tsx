import { useState } from 'react';

import { useDesk } from '../../../components/desk-context.tsx';
import { ChoiceField } from '../../../components/fields.tsx';
import { useWords } from '../../../words/use-words.ts';
import type { CaseDialogProps } from './case-dialog.tsx';
import { CommandDialog } from './command-dialog.tsx';

export function AssignDialog({ data, onClose }: CaseDialogProps) {
  const words = useWords().case.dialogs;
  const { card } = data;
  const { agent, agents, teams } = useDesk();
  const [to, setTo] = useState(`agent ${card.assignee?.id ?? agent.id}`);
  const [kind = '', id = ''] = to.split(/ (.*)/s);
  const people = agents.map((each) => ({
    value: `agent ${each.id}`,
    title: each.name,
    note: [each.id === agent.id && words.assign.you, each.id === card.assignee?.id && words.assign.holds]
      .filter(Boolean)
      .join(', '),
  }));
  const groups = teams.map((each) => ({ value: `team ${each.id}`, title: each.name, note: words.assign.team }));
  return (
    <CommandDialog
      number={card.number}
      title={words.assign.title}
      confirm={words.assign.title}
      command="assign"
      body={kind === 'team' ? { team: id } : { to: id }}
      said={words.assign.said}
      onClose={onClose}
    >
      <ChoiceField legend={words.assign.legend} value={to} onChange={setTo} options={[...people, ...groups]} />
    </CommandDialog>
  );
}
