import { useState } from 'react';

import { TextField } from '../../../components/fields.tsx';
import { useWords } from '../../../words/use-words.ts';
import type { CaseDialogProps } from './case-dialog.tsx';
import { CommandDialog } from './command-dialog.tsx';

/** All tags in one field: what is added and what is taken away follows from it. */
export function TagDialog({ data, onClose }: CaseDialogProps) {
  const words = useWords().case.dialogs.tag;
  const { card, tags } = data;
  const [written, setWritten] = useState(tags.join(', '));
  const wanted = written
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean);
  return (
    <CommandDialog
      number={card.number}
      title={words.title}
      confirm={words.confirm}
      command="tag"
      body={{ add: wanted, remove: tags.filter((tag) => !wanted.includes(tag)) }}
      said={words.said}
      onClose={onClose}
    >
      <TextField label={words.tags} value={written} onChange={setWritten} hint={words.hint} />
    </CommandDialog>
  );
}
