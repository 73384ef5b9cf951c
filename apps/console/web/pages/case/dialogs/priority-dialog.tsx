import { useState } from 'react';

import { ChoiceField, TextField } from '../../../components/fields.tsx';
import { useWords } from '../../../words/use-words.ts';
import type { CaseDialogProps } from './case-dialog.tsx';
import { CommandDialog } from './command-dialog.tsx';

export function PriorityDialog({ data, onClose }: CaseDialogProps) {
  const words = useWords().case.dialogs;
  const { card, policy } = data;
  const [priority, setPriority] = useState(card.priority.name);
  const [reason, setReason] = useState('');
  return (
    <CommandDialog
      number={card.number}
      title={words.priority.title}
      confirm={words.priority.title}
      command="prioritise"
      body={{ priority, ...(reason.trim() && { reason: reason.trim() }) }}
      said={words.priority.said}
      onClose={onClose}
    >
      <ChoiceField
        legend={words.priority.legend}
        value={priority}
        onChange={setPriority}
        options={policy.priorities.map(({ name, title }) => ({
          value: name,
          title,
          note: name === card.priority.name ? words.priority.now : undefined,
        }))}
      />
      <TextField label={words.reason} value={reason} onChange={setReason} />
      <p className="quiet">{words.priority.note}</p>
    </CommandDialog>
  );
}
