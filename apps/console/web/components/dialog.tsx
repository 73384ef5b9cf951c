import { type ReactNode, type SyntheticEvent, useEffect, useId, useRef } from 'react';
import { useWords } from '../words/use-words.ts';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** What the confirming button says; without it the dialog only informs. */
  readonly confirm?: string;
  readonly onConfirm?: () => void;
  readonly busy?: boolean;
  readonly problem?: string | undefined;
}

/** A modal question. The browser's own `dialog` keeps the focus inside, gives it back, and closes on Esc. */
export function Dialog({ title, onClose, children, confirm, onConfirm, busy = false, problem }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const { cancel, close } = useWords().frame;
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!busy) onConfirm?.();
  };
  // The event comes late: by then the dialog may be open again.
  const closed = (event: SyntheticEvent<HTMLDialogElement>) => {
    if (!event.currentTarget.open) onClose();
  };
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={heading} onClose={closed}>
      <form className="dialog-body" onSubmit={submit}>
        <h2 id={heading}>{title}</h2>
        {children}
        {problem !== undefined && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onClose}>
            {confirm ? cancel : close}
          </button>
          {confirm && (
            <button type="submit" className="button primary" disabled={busy}>
              {confirm}
            </button>
          )}
        </div>
      </form>
    </dialog>
  );
}
