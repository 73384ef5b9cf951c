import { useState } from 'react';

import { TextField } from '../../../components/fields.tsx';
import { useWords } from '../../../words/use-words.ts';
import type { CaseDialogProps } from './case-dialog.tsx';
import { CommandDialog } from './command-dialog.tsx';

export function DeferDialog({ data, onClose }: CaseDialogProps) {
  const words = useWords().practice.defer;
  const [reason, setReason] = useState('');
  const [alternative, setAlternative] = useState('');
  return (
    <CommandDialog
      number={data.card.number}
      title={words.title}
      confirm={words.confirm}
      command="defer"
      body={{ reason: reason.trim(), ...(alternative.trim() && { alternative: alternative.trim() }) }}
      said={words.said}
      onClose={onClose}
    >
      <TextField label={words.reason} value={reason} onChange={setReason} required />
      <TextField label={words.alternative} value={alternative} onChange={setAlternative} rows={3} />
      <p className="quiet">{words.note}</p>
    </CommandDialog>
  );
}
