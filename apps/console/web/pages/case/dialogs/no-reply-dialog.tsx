import { useState } from 'react';

import { TextField } from '../../../components/fields.tsx';
import { useWords } from '../../../words/use-words.ts';
import type { CaseDialogProps } from './case-dialog.tsx';
import { CommandDialog } from './command-dialog.tsx';

export function NoReplyDialog({ data, onClose }: CaseDialogProps) {
  const words = useWords().case.dialogs;
  const [reason, setReason] = useState(words.noReply.usual);
  return (
    <CommandDialog
      number={data.card.number}
      title={words.noReply.title}
      confirm={words.noReply.title}
      command="no-reply-needed"
      body={{ reason: reason.trim() }}
      said={words.noReply.said}
      onClose={onClose}
    >
      <TextField label={words.reason} value={reason} onChange={setReason} required />
      <p className="quiet">{words.noReply.note}</p>
    </CommandDialog>
  );
}
