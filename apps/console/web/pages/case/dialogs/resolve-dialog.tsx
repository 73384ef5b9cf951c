import { useState } from 'react';

import { TextField } from '../../../components/fields.tsx';
import { newKey } from '../../../storage.ts';
import type { CaseDialogProps } from './case-dialog.tsx';
import { CommandDialog } from './command-dialog.tsx';

export function ResolveDialog({ data, onClose }: CaseDialogProps) {
  const { card, messages } = data;
  const [text, setText] = useState('');
  const [cause, setCause] = useState('');
  const [key] = useState(newKey);
  const answered = messages.some((message) => message.direction === 'out' && !message.automatic);
  return (
    <CommandDialog
      number={card.number}
      title={`Resolve ${card.number}`}
      confirm="Resolve"
      command="resolve"
      body={{ key, ...(text.trim() && { text }), ...(cause.trim() && { cause: cause.trim() }) }}
      said={`${card.number} resolved`}
      onClose={onClose}
    >
      <TextField
        label={`Message to ${card.requester.address ?? card.requester.name}`}
        value={text}
        onChange={setText}
        rows={5}
        required={!answered}
        hint={answered ? 'Left empty, nothing is sent.' : 'Nobody has answered yet, so this needs one.'}
      />
      <TextField label="Cause" value={cause} onChange={setCause} hint="For reports on what keeps coming back." />
    </CommandDialog>
  );
}
