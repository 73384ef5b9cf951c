import { useState } from 'react';

import { ChoiceField, TextField } from '../../../components/fields.tsx';
import { newKey } from '../../../storage.ts';
import { useWords } from '../../../words/use-words.ts';
import type { CaseDialogProps } from './case-dialog.tsx';
import { CommandDialog } from './command-dialog.tsx';

export function CallDialog({ data, onClose }: CaseDialogProps) {
  const words = useWords().practice.call;
  const [answered, setAnswered] = useState('answered');
  const [summary, setSummary] = useState('');
  const [key] = useState(newKey);
  return (
    <CommandDialog
      number={data.card.number}
      title={words.title}
      confirm={words.confirm}
      command="log-call"
      body={{ answered: answered === 'answered', summary, key }}
      said={words.said}
      onClose={onClose}
    >
      <ChoiceField
        legend={words.legend}
        value={answered}
        onChange={setAnswered}
        options={[
          { value: 'answered', title: words.answered },
          { value: 'attempted', title: words.attempted },
        ]}
      />
      <TextField label={words.summary} value={summary} onChange={setSummary} rows={4} required />
    </CommandDialog>
  );
}
