import { type KeyboardEvent, useEffect, useRef } from 'react';

import type { CardJson } from '../../../src/api/contract.ts';
import { problemText } from '../../api/client.ts';
import { useCommand } from '../../api/queries.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { Icon } from '../../components/icon.tsx';
import { useWords } from '../../words/use-words.ts';
import { inWords, type Words } from '../../words/words.ts';
import type { Question } from './dialogs/case-dialog.tsx';
import { type Mode, useDraft } from './use-draft.ts';

const MODES: readonly Mode[] = ['reply', 'note', 'update'];

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
  const { frame, case: words } = useWords();
  const { modes } = words.composer;
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
          announce(resolve ? words.composer.sentAndResolved(card.number) : modes[mode].sent);
        },
      },
    );
  };
  if (!card.actions.includes('reply'))
    return <p className="quiet composer-closed">{closedWords(card, frame, words.composer)}</p>;
  return (
    <section className="composer sticky" data-mode={mode} data-empty={text === ''} aria-label={words.composer.write}>
      <ModeChoice mode={mode} onChange={draft.setMode} />
      <WordsField draft={draft} onSend={() => send()} />
      {command.error && (
        <p className="problem" role="alert">
          {problemText(command.error, frame)} {frame.wordsKept}
        </p>
      )}
      <div className="composer-foot">
        <Destination mode={mode} card={card} />
        {card.actions.includes('no-reply-needed') && mode === 'reply' && (
          <button type="button" className="text-button" onClick={() => onAsk('no-reply-needed')}>
            {words.composer.noReplyNeeded}
          </button>
        )}
        {mode === 'reply' && card.actions.includes('resolve') && (
          <button
            type="button"
            className="button"
            disabled={text.trim() === '' || command.isPending}
            onClick={() => send('and-resolve')}
          >
            {words.composer.andResolve}
          </button>
        )}
        <button
          type="button"
          className="button primary"
          disabled={text.trim() === '' || command.isPending}
          onClick={() => send()}
        >
          {command.isPending ? frame.sending : modes[mode].send}
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
  const { name, invitation } = useWords().case.composer.modes[mode];
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
      aria-label={name}
      placeholder={invitation}
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
  const words = useWords().case.composer;
  return (
    <fieldset className="choice">
      <legend className="visually-hidden">{words.what}</legend>
      {MODES.map((each) => (
        <label key={each}>
          <input type="radio" name="mode" checked={each === mode} onChange={() => onChange(each)} />
          <span>{words.modes[each].name}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Where the words go, said before they are sent. */
function Destination({ mode, card }: { readonly mode: Mode; readonly card: CardJson }) {
  const words = useWords().case.composer;
  const whom = card.requester.address ?? card.requester.name;
  if (mode === 'note') {
    return (
      <p className="destination">
        <Icon name="lock" /> {words.inside}
      </p>
    );
  }
  return (
    <p className="destination">
      <Icon name="mail" />
      <span>
        {words.goesTo} <b>{whom}</b>
        {mode === 'update' && words.asNews}
      </span>
    </p>
  );
}

function closedWords(card: CardJson, frame: Words['frame'], words: Words['case']['composer']): string {
  const state = frame.states[card.state] ?? inWords(card.state);
  return card.actions.includes('reopen') ? words.reopenToWrite(card.number, state) : words.closed(card.number, state);
}
