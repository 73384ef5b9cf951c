import { useRef } from 'react';

import type { CaughtMailJson } from '../../../src/api/contract.ts';
import { Icon } from '../../components/icon.tsx';
import { Instant } from '../../components/instant.tsx';
import { useKeys } from '../../keyboard.ts';
import { useWords } from '../../words/use-words.ts';
import { partiesWords, partyWords } from './parties.ts';

interface MailListProps {
  readonly messages: readonly CaughtMailJson[];
  readonly current: string | undefined;
  readonly onOpen: (id: string) => void;
}

export function MailList({ messages, current, onOpen }: MailListProps) {
  const { frame, mail: words } = useWords();
  const list = useRef<HTMLOListElement>(null);
  const move = (by: number) => {
    const at = messages.findIndex((message) => message.id === current);
    const next = messages[Math.min(messages.length - 1, Math.max(0, at + by))];
    if (!next) return;
    onOpen(next.id);
    list.current?.querySelector(`[data-mail="${CSS.escape(next.id)}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  useKeys({ j: () => move(1), k: () => move(-1) });
  return (
    <ol className="mail-list" ref={list} aria-label={words.list}>
      {messages.map((message) => (
        <li key={message.id} data-mail={message.id}>
          <button
            type="button"
            className="mail-row"
            aria-current={message.id === current ? 'true' : undefined}
            onClick={() => onOpen(message.id)}
          >
            <span className="mail-to">
              <Icon name={message.direction === 'out' ? 'mail' : 'write'} />
              {message.direction === 'out' ? partiesWords(message.to) : words.wrote(partyWords(message.from))}
            </span>
            <span className="mail-when">
              <Instant at={message.at} />
            </span>
            <span className="mail-subject">{message.subject || frame.noSubject}</span>
            <span className="mail-preview">
              {message.purpose && <span className="tag">{words.purposes[message.purpose]}</span>}
              {message.preview}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
