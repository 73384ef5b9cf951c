import { useMutation, useQueryClient } from '@tanstack/react-query';

import { deleteJson, problemText } from '../api/client.ts';
import { useWords } from '../words/use-words.ts';
import { inWords } from '../words/words.ts';
import { useDesk } from './desk-context.tsx';
import { Dialog } from './dialog.tsx';

/** Who is signed in, in which zone times are shown, and the way out. */
export function YouDialog({ onClose }: { readonly onClose: () => void }) {
  const { agent, csrf } = useDesk();
  const client = useQueryClient();
  const words = useWords().frame;
  const signOut = useMutation({
    mutationFn: () => deleteJson('/api/session', csrf),
    onSuccess: () => client.resetQueries({ queryKey: ['session'] }),
  });
  return (
    <Dialog title={agent.name} onClose={onClose}>
      <dl className="facts">
        <div className="fact">
          <dt>{words.you.role}</dt>
          <dd>{words.roles[agent.role] ?? inWords(agent.role)}</dd>
        </div>
        <div className="fact">
          <dt>{words.you.zone}</dt>
          <dd>{agent.timeZone}</dd>
        </div>
      </dl>
      <p className="quiet">{words.you.zoneNote}</p>
      {signOut.error && (
        <p className="problem" role="alert">
          {problemText(signOut.error, words)}
        </p>
      )}
      <button type="button" className="button" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
        {words.you.signOut}
      </button>
    </Dialog>
  );
}
