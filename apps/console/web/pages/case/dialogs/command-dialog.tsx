import type { ReactNode } from 'react';

import { problemText } from '../../../api/client.ts';
import { useCommand } from '../../../api/queries.ts';
import { useAnnounce } from '../../../components/announcer.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { useWords } from '../../../words/use-words.ts';

interface CommandDialogProps {
  readonly number: string;
  readonly title: string;
  readonly confirm: string;
  readonly command: string;
  readonly body: object;
  /** Said when it is done. */
  readonly said: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks, sends, and stays open with the reason when the desk refuses. */
export function CommandDialog({ number, command, body, said, onClose, children, ...rest }: CommandDialogProps) {
  const sending = useCommand(number);
  const announce = useAnnounce();
  const { frame } = useWords();
  const send = () =>
    sending.mutate(
      { command, body },
      {
        onSuccess: () => {
          announce(said);
          onClose();
        },
      },
    );
  return (
    <Dialog
      {...rest}
      onClose={onClose}
      onConfirm={send}
      busy={sending.isPending}
      problem={sending.error ? problemText(sending.error, frame) : undefined}
    >
      {children}
    </Dialog>
  );
}
