import { type KeyboardEvent, useEffect, useRef } from 'react';

import type { CardJson } from '../../../src/api/contract.ts';
import { problemText } from '../../api/client.ts';
import { useCommand } from '../../api/queries.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { Icon } from '../../components/icon.tsx';
import type { Question } from './dialogs/case-dialog.tsx';
import { type Mode, useDraft } from './use-draft.ts';

const MODES: Readonly<Record<Mode, { readonly name: string; readonly send: string; readonly sent: string }>> = {
  reply: { name: 'Reply', send: 'Send reply', sent: 'Reply sent' },
  note: { name: 'Note', send: 'Keep note', sent: 'Note kept' },
  update: { name: 'Status update', send: 'Send update', sent: 'Update sent' },
};

const PLACEHOLDERS: Readonly<Record<Mode, string>> = {
  reply: 'Reply to the requester',
  note: 'Note for the team',
  update: 'News of the status, for the requester',
};

const FOCUS = 'sla:write';

/** Puts the cursor where one writes, ready for a reply or a note. */
export function focusComposer(mode: Mode): void {
  window.dispatchEvent(new CustomEvent<Mode>(FOCUS, { detail: mode }));
}

/** Brings the last words into sight, above the field in which one answers them. */
function showConversationEnd(): void {
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  requestAnimationFrame(() =>
    document.querySelector('.case-main')?.scrollIntoView({ block: 'end', behavior: calm ? 'instant' : 'smooth' }),
  );
}

interface ComposerProps {
  readonly card: CardJson;
  readonly onAsk: (question: Question) => void;
}

export function Composer({ card, onAsk }: ComposerProps) {
  const draft = useDraft(card.number);
  const command = useCommand(card.number);
  const announce = useAnnounce();
  const { mode, text, key } = draft;
  const send = (resolve?: 'and-resolve') => {
    if (text.trim() === '' || command.isPending) return;
    draft.markTried();
    const body = { text, key, ...(resolve && { resolve: true }) };
    command.mutate(
      { command: mode, body },
      {
        onSuccess: () => {
          draft.clear(mode);
          showConversationEnd();
          announce(resolve ? `Reply sent, ${card.number} resolved` : MODES[mode].sent);
        },
      },
    );
  };
  if (!card.actions.includes('reply')) return <p className="quiet composer-closed">{closedWords(card)}</p>;
  return (
    <section className="composer sticky" data-mode={mode} data-empty={text === ''} aria-label="Write">
      <ModeChoice mode={mode} onChange={draft.setMode} />
      <WordsField draft={draft} onSend={() => send()} />
      {command.error && (
        <p className="problem" role="alert">
          {problemText(command.error)} Your words are still here.
        </p>
      )}
      <div className="composer-foot">
        <Destination mode={mode} card={card} />
        {card.actions.includes('no-reply-needed') && mode === 'reply' && (
          <button type="button" className="text-button" onClick={() => onAsk('no-reply-needed')}>
            No reply needed
          </button>
        )}
        {mode === 'reply' && card.actions.includes('resolve') && (
          <button
            type="button"
            className="button"
            disabled={text.trim() === '' || command.isPending}
            onClick={() => send('and-resolve')}
          >
            Reply and resolve
          </button>
        )}
        <button
          type="button"
          className="button primary"
          disabled={text.trim() === '' || command.isPending}
          onClick={() => send()}
        >
          {command.isPending ? 'Sending…' : MODES[mode].send}
        </button>
      </div>
    </section>
  );
}

interface WordsFieldProps {
  readonly draft: ReturnType<typeof useDraft>;
  readonly onSend: () => void;
}

function WordsField({ draft, onSend }: WordsFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const { mode, text, setMode, setText } = draft;
  useEffect(() => {
    const focus = (event: Event) => {
      setMode((event as CustomEvent<Mode>).detail);
      field.current?.focus({ preventScroll: true });
      showConversationEnd();
    };
    window.addEventListener(FOCUS, focus);
    return () => window.removeEventListener(FOCUS, focus);
  }, [setMode]);
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSend();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      event.currentTarget.blur();
    }
  };
  return (
    <textarea
      ref={field}
      className="words-field"
      aria-label={MODES[mode].name}
      placeholder={PLACEHOLDERS[mode]}
      value={text}
      rows={3}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={press}
    />
  );
}

interface ModeChoiceProps {
  readonly mode: Mode;
  readonly onChange: (mode: Mode) => void;
}

function ModeChoice({ mode, onChange }: ModeChoiceProps) {
  return (
    <fieldset className="choice">
      <legend className="visually-hidden">What you write</legend>
      {(Object.keys(MODES) as Mode[]).map((each) => (
        <label key={each}>
          <input type="radio" name="mode" checked={each === mode} onChange={() => onChange(each)} />
          <span>{MODES[each].name}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Where the words go, said before they are sent. */
function Destination({ mode, card }: { readonly mode: Mode; readonly card: CardJson }) {
  const whom = card.requester.address ?? card.requester.name;
  if (mode === 'note') {
    return (
      <p className="destination">
        <Icon name="lock" /> Stays inside: only agents see it
      </p>
    );
  }
  return (
    <p className="destination">
      <Icon name="mail" />
      <span>
        Goes to <b>{whom}</b>
        {mode === 'update' && ', as news of the status and not an answer'}
      </span>
    </p>
  );
}

function closedWords(card: CardJson): string {
  return card.actions.includes('reopen')
    ? `${card.number} is ${card.state}. Reopen it to write.`
    : `${card.number} is ${card.state}: nothing more can be written on it.`;
}
