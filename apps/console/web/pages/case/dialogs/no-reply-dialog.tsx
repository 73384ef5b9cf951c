import { useState } from 'react';

import { TextField } from '../../../components/fields.tsx';
import type { CaseDialogProps } from './case-dialog.tsx';
import { CommandDialog } from './command-dialog.tsx';

export function NoReplyDialog({ data, onClose }: CaseDialogProps) {
  const [reason, setReason] = useState('Only a thank-you');
  return (
    <CommandDialog
      number={data.card.number}
      title="No reply needed"
      confirm="No reply needed"
      command="no-reply-needed"
      body={{ reason: reason.trim() }}
      said="No reply is owed"
      onClose={onClose}
    >
      <TextField label="Reason" value={reason} onChange={setReason} required />
      <p className="quiet">The clock for the next response ends. Nothing is sent.</p>
    </CommandDialog>
  );
}
