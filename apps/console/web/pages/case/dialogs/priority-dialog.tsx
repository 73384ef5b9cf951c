import { useState } from 'react';

import { ChoiceField, TextField } from '../../../components/fields.tsx';
import type { CaseDialogProps } from './case-dialog.tsx';
import { CommandDialog } from './command-dialog.tsx';

export function PriorityDialog({ data, onClose }: CaseDialogProps) {
  const { card, policy } = data;
  const [priority, setPriority] = useState(card.priority.name);
  const [reason, setReason] = useState('');
  return (
    <CommandDialog
      number={card.number}
      title="Change priority"
      confirm="Change priority"
      command="prioritise"
      body={{ priority, ...(reason.trim() && { reason: reason.trim() }) }}
      said="Priority changed"
      onClose={onClose}
    >
      <ChoiceField
        legend="Priority"
        value={priority}
        onChange={setPriority}
        options={policy.priorities.map(({ name, title }) => ({
          value: name,
          title,
          note: name === card.priority.name ? 'now' : undefined,
        }))}
      />
      <TextField label="Reason" value={reason} onChange={setReason} />
      <p className="quiet">The clocks keep counting from when the case was received.</p>
    </CommandDialog>
  );
}
