import { type KeyboardEvent, type SyntheticEvent, useState } from 'react';

import type { CaughtMailDetailJson } from '../../../src/api/contract.ts';
import { problemText } from '../../api/client.ts';
import { useReplyAsCustomer } from '../../api/queries.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { Icon } from '../../components/icon.tsx';
import { useWords } from '../../words/use-words.ts';
import { partiesWords, partyWords } from './parties.ts';

/** An answer by the person who got the mail: it goes in by SMTP, in the same thread. */
export function CustomerReply({ mail }: { readonly mail: CaughtMailDetailJson }) {
  const [text, setText] = useState('');
  const reply = useReplyAsCustomer();
  const announce = useAnnounce();
  const { frame, mail: words } = useWords();
  const invitation = words.answerAs(partiesWords(mail.to.slice(0, 1)) || words.recipient);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    if (text.trim() === '' || reply.isPending) return;
    const sent = () => {
      setText('');
      announce(words.answered);
    };
    reply.mutate({ id: mail.id, text }, { onSuccess: sent });
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  };
  return (
    <form className="composer" onSubmit={send}>
      <textarea
        className="words-field"
        rows={3}
        aria-label={invitation}
        placeholder={invitation}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={press}
      />
      {reply.error && (
        <p className="problem" role="alert">
          {problemText(reply.error, frame)} {frame.wordsKept}
        </p>
      )}
      <div className="composer-foot">
        <p className="destination">
          <Icon name="mail" />
          <span>
            {words.goesTo} <b>{partyWords(mail.from)}</b>
            {words.sameThread}
          </span>
        </p>
        <button type="submit" className="button primary" disabled={text.trim() === '' || reply.isPending}>
          <Icon name="reply" />
          {reply.isPending ? frame.sending : words.sendAs}
        </button>
      </div>
    </form>
  );
}
