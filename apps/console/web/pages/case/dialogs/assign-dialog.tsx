import { useState } from 'react';

import { useDesk } from '../../../components/desk-context.tsx';
import { ChoiceField } from '../../../components/fields.tsx';
import type { CaseDialogProps } from './case-dialog.tsx';
import { CommandDialog } from './command-dialog.tsx';

export function AssignDialog({ data, onClose }: CaseDialogProps) {
  const { card } = data;
  const { agent, agents, teams } = useDesk();
  const [to, setTo] = useState(`agent ${card.assignee?.id ?? agent.id}`);
  const [kind = '', id = ''] = to.split(/ (.*)/s);
  const people = agents.map((each) => ({
    value: `agent ${each.id}`,
    title: each.name,
    note: noteOf(each.id, agent.id, card.assignee?.id),
  }));
  const groups = teams.map((each) => ({ value: `team ${each.id}`, title: each.name, note: 'team' }));
  return (
    <CommandDialog
      number={card.number}
      title="Assign"
      confirm="Assign"
      command="assign"
      body={kind === 'team' ? { team: id } : { to: id }}
      said="Assigned"
      onClose={onClose}
    >
      <ChoiceField legend="To" value={to} onChange={setTo} options={[...people, ...groups]} />
    </CommandDialog>
  );
}

function noteOf(id: string, me: string, assignee: string | undefined): string | undefined {
  const notes = [id === me && 'you', id === assignee && 'holds it now'].filter(Boolean);
  return notes.length > 0 ? notes.join(', ') : undefined;
}
