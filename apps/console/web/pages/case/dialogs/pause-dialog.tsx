import { useState } from 'react';

import { ChoiceField, TextField } from '../../../components/fields.tsx';
import { inWords } from '../../../components/state-words.ts';
import type { CaseDialogProps } from './case-dialog.tsx';
import { CommandDialog } from './command-dialog.tsx';

export function PauseDialog({ data, onClose }: CaseDialogProps) {
  const { card, policy } = data;
  const [reason, setReason] = useState(policy.pauseReasons[0] ?? '');
  return (
    <CommandDialog
      number={card.number}
      title="Pause"
      confirm="Pause"
      command="pause"
      body={{ reason }}
      said="Paused"
      onClose={onClose}
    >
      {policy.pauseReasons.length > 0 ? (
        <ChoiceField
          legend="Whom or what does it wait for?"
          value={reason}
          onChange={setReason}
          options={policy.pauseReasons.map((each) => ({ value: each, title: inWords(each) }))}
        />
      ) : (
        <TextField label="Reason" value={reason} onChange={setReason} required />
      )}
      <p className="quiet">Only clocks whose policy allows it stand still. The others run on.</p>
    </CommandDialog>
  );
}
