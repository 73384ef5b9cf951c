import { useState } from 'react';

import { problemText } from '../../api/client.ts';
import { useCaughtMails } from '../../api/queries.ts';
import { useDesk } from '../../components/desk-context.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Icon } from '../../components/icon.tsx';
import { useTitle } from '../../components/use-title.ts';
import { useKeys } from '../../keyboard.ts';
import { useParameter } from '../../router.tsx';
import { useWords } from '../../words/use-words.ts';
import { MailList } from './mail-list.tsx';
import { MailReader } from './mail-reader.tsx';
import { WriteDialog } from './write-dialog.tsx';

/** Every mail the desk has sent, kept here instead of leaving: the customers' side of the conversation. */
export function MailPage() {
  const words = useWords();
  useTitle(words.frame.mail);
  const { desk } = useDesk();
  const mails = useCaughtMails();
  const [id, setId] = useParameter('id');
  const [writing, setWriting] = useState(false);
  const messages = mails.data?.messages ?? [];
  const close = () => setId(undefined);
  useKeys({ w: () => setWriting(true), escape: () => (id ? close() : false) });
  return (
    <div className="page mail" data-reading={id !== undefined} aria-busy={mails.isPending}>
      <header className="page-head">
        <div className="page-title">
          <h1>{words.frame.mail}</h1>
          <p className="summary">{words.mail.summary}</p>
        </div>
        <button type="button" className="button primary" onClick={() => setWriting(true)}>
          <Icon name="write" />
          {words.mail.write}
        </button>
      </header>
      {mails.error && !mails.data && (
        <p className="problem" role="alert">
          {problemText(mails.error, words.frame)}
        </p>
      )}
      {mails.data && messages.length === 0 && (
        <EmptyState title={words.mail.none}>
          <p>{words.mail.noneText(desk.address)}</p>
        </EmptyState>
      )}
      {messages.length > 0 && (
        <div className="mail-columns">
          <MailList messages={messages} current={id} onOpen={setId} />
          {id === undefined ? (
            <p className="quiet mail-hint">{words.mail.hint}</p>
          ) : (
            <MailReader key={id} id={id} onClose={close} />
          )}
        </div>
      )}
      {writing && <WriteDialog onClose={() => setWriting(false)} />}
    </div>
  );
}
