import { useState } from 'react';

import { TextField } from '../../../components/fields.tsx';
import { newKey } from '../../../storage.ts';
import { useWords } from '../../../words/use-words.ts';
import type { CaseDialogProps } from './case-dialog.tsx';
import { CommandDialog } from './command-dialog.tsx';

export function ResolveDialog({ data, onClose }: CaseDialogProps) {
  const words = useWords().case.dialogs.resolve;
  const { card, messages } = data;
  const [text, setText] = useState('');
  const [cause, setCause] = useState('');
  const [key] = useState(newKey);
  const answered = messages.some((message) => message.direction === 'out' && !message.automatic);
  return (
    <CommandDialog
      number={card.number}
      title={words.title(card.number)}
      confirm={words.confirm}
      command="resolve"
      body={{ key, ...(text.trim() && { text }), ...(cause.trim() && { cause: cause.trim() }) }}
      said={words.said(card.number)}
      onClose={onClose}
    >
      <TextField
        label={words.message(card.requester.address ?? card.requester.name)}
        value={text}
        onChange={setText}
        rows={5}
        required={!answered}
        hint={answered ? words.answered : words.unanswered}
      />
      <TextField label={words.cause} value={cause} onChange={setCause} hint={words.causeHint} />
    </CommandDialog>
  );
}
