import { useMutation, useQueryClient } from '@tanstack/react-query';

import { deleteJson, problemText } from '../api/client.ts';
import { useDesk } from './desk-context.tsx';
import { Dialog } from './dialog.tsx';
import { inWords } from './state-words.ts';

/** Who is signed in, in which zone times are shown, and the way out. */
export function YouDialog({ onClose }: { readonly onClose: () => void }) {
  const { agent, csrf } = useDesk();
  const client = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => deleteJson('/api/session', csrf),
    onSuccess: () => client.resetQueries({ queryKey: ['session'] }),
  });
  return (
    <Dialog title={agent.name} onClose={onClose}>
      <dl className="facts">
        <div className="fact">
          <dt>Role</dt>
          <dd>{inWords(agent.role)}</dd>
        </div>
        <div className="fact">
          <dt>Time zone</dt>
          <dd>{agent.timeZone}</dd>
        </div>
      </dl>
      <p className="quiet">Every time on these pages is shown in this zone.</p>
      {signOut.error && (
        <p className="problem" role="alert">
          {problemText(signOut.error)}
        </p>
      )}
      <button type="button" className="button" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
        Sign this browser out
      </button>
    </Dialog>
  );
}
