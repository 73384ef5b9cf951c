import { useState } from 'react';

import { problemText } from '../../api/client.ts';
import { useCaughtMails } from '../../api/queries.ts';
import { useDesk } from '../../components/desk-context.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Icon } from '../../components/icon.tsx';
import { useTitle } from '../../components/use-title.ts';
import { useKeys } from '../../keyboard.ts';
import { useParameter } from '../../router.tsx';
import { MailList } from './mail-list.tsx';
import { MailReader } from './mail-reader.tsx';
import { WriteDialog } from './write-dialog.tsx';

/** Every mail the desk has sent, kept here instead of leaving: the customers' side of the conversation. */
export function MailPage() {
  useTitle('Mail');
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
          <h1>Mail</h1>
          <p className="summary">What the desk sent is caught here; nothing leaves this machine.</p>
        </div>
        <button type="button" className="button primary" onClick={() => setWriting(true)}>
          <Icon name="write" />
          Write as a customer
        </button>
      </header>
      {mails.error && !mails.data && (
        <p className="problem" role="alert">
          {problemText(mails.error)}
        </p>
      )}
      {mails.data && messages.length === 0 && (
        <EmptyState title="No mail has gone out yet">
          <p>
            Write to <b>{desk.address}</b> as a customer: the receipt arrives here, and the case stands in the queue.
          </p>
        </EmptyState>
      )}
      {messages.length > 0 && (
        <div className="mail-columns">
          <MailList messages={messages} current={id} onOpen={setId} />
          {id === undefined ? (
            <p className="quiet mail-hint">Choose a mail to read it as its recipient would, and to answer it.</p>
          ) : (
            <MailReader key={id} id={id} onClose={close} />
          )}
        </div>
      )}
      {writing && <WriteDialog onClose={() => setWriting(false)} />}
    </div>
  );
}
