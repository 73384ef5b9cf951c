import { useState } from 'react';

import { TextField } from '../../../components/fields.tsx';
import { useWords } from '../../../words/use-words.ts';
import type { CaseDialogProps } from './case-dialog.tsx';
import { CommandDialog } from './command-dialog.tsx';

export function MergeDialog({ data, onClose }: CaseDialogProps) {
  const words = useWords().case.dialogs.merge;
  const { card } = data;
  const [number, setNumber] = useState('');
  return (
    <CommandDialog
      number={card.number}
      title={words.title(card.number)}
      confirm={words.confirm}
      command="merge"
      body={{ into: number.trim() }}
      said={words.said(number.trim())}
      onClose={onClose}
    >
      <TextField label={words.other} value={number} onChange={setNumber} required />
      <p className="quiet">{words.note}</p>
    </CommandDialog>
  );
}
