import { useState } from 'react';

import { ChoiceField, TextField } from '../../../components/fields.tsx';
import { useWords } from '../../../words/use-words.ts';
import { inWords } from '../../../words/words.ts';
import type { CaseDialogProps } from './case-dialog.tsx';
import { CommandDialog } from './command-dialog.tsx';

export function PauseDialog({ data, onClose }: CaseDialogProps) {
  const { time, case: caseWords } = useWords();
  const words = caseWords.dialogs;
  const { card, policy } = data;
  const [reason, setReason] = useState(policy.pauseReasons[0] ?? '');
  return (
    <CommandDialog
      number={card.number}
      title={words.pause.title}
      confirm={words.pause.title}
      command="pause"
      body={{ reason }}
      said={words.pause.said}
      onClose={onClose}
    >
      {policy.pauseReasons.length > 0 ? (
        <ChoiceField
          legend={words.pause.legend}
          value={reason}
          onChange={setReason}
          options={policy.pauseReasons.map((each) => ({ value: each, title: inWords(time.reason(each)) }))}
        />
      ) : (
        <TextField label={words.reason} value={reason} onChange={setReason} required />
      )}
      <p className="quiet">{words.pause.note}</p>
    </CommandDialog>
  );
}
