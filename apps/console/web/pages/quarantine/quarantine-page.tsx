import { problemText } from '../../api/client.ts';
import { useQuarantine } from '../../api/desk-queries.ts';
import { useDesk } from '../../components/desk-context.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useTitle } from '../../components/use-title.ts';
import { useParameter } from '../../router.tsx';
import { useWords } from '../../words/use-words.ts';
import { NotFoundPage } from '../not-found-page.tsx';
import { HeldMail } from './held-mail.tsx';

/** Mail that waits for somebody to decide: why it waits, what it says, and what shall become of it. */
export function QuarantinePage() {
  const { desk } = useDesk();
  return desk.quarantine ? <Held /> : <NotFoundPage />;
}

function Held() {
  const { frame, desk } = useWords();
  const words = desk.quarantine;
  const { data, error, isPending } = useQuarantine(true);
  const [open, setOpen] = useParameter('mail');
  useTitle(words.page);
  return (
    <div className="page narrow" aria-busy={isPending}>
      <header className="page-head">
        <div>
          <h1>{words.page}</h1>
          {data && data.held.length > 0 && <p className="summary">{words.waits(data.held.length)}</p>}
        </div>
      </header>
      {error && <p className="problem">{problemText(error, frame)}</p>}
      {data?.held.length === 0 && (
        <EmptyState title={words.none}>
          <p>{words.noneText}</p>
        </EmptyState>
      )}
      {data && data.held.length > 0 && <p className="page-lead">{words.lead}</p>}
      {data?.held.map((mail) => (
        <HeldMail
          key={mail.id}
          mail={mail}
          isOpen={mail.id === open}
          onToggle={() => setOpen(mail.id === open ? undefined : mail.id)}
        />
      ))}
    </div>
  );
}
