import { useState } from 'react';

import { TextField } from '../../../components/fields.tsx';
import { useWords } from '../../../words/use-words.ts';
import type { CaseDialogProps } from './case-dialog.tsx';
import { CommandDialog } from './command-dialog.tsx';

export function DelayDialog({ data, onClose }: CaseDialogProps) {
  const words = useWords().practice.delay;
  const [reason, setReason] = useState('');
  const [every, setEvery] = useState('1 business day');
  return (
    <CommandDialog
      number={data.card.number}
      title={words.title}
      confirm={words.confirm}
      command="delay"
      body={{ reason: reason.trim(), every: every.trim(), tell: true }}
      said={words.said}
      onClose={onClose}
    >
      <TextField label={words.reason} value={reason} onChange={setReason} rows={3} required />
      <TextField label={words.every} value={every} onChange={setEvery} hint={words.hint} required />
    </CommandDialog>
  );
}
