import { useState } from 'react';

import { problemText } from '../../../api/client.ts';
import { useIncidentCommand, useIncidents } from '../../../api/practice-queries.ts';
import { useAnnounce } from '../../../components/announcer.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { ChoiceField, TextField, TickField } from '../../../components/fields.tsx';
import { useWords } from '../../../words/use-words.ts';
import type { CaseDialogProps } from './case-dialog.tsx';

const FRESH = '';

/** Joins the case to a disturbance that is under way, or declares a new one. */
export function IncidentDialog({ data, onClose }: CaseDialogProps) {
  const { frame, practice } = useWords();
  const words = practice.join;
  const { number, subject } = data.card;
  const running = (useIncidents().data?.incidents ?? []).filter(({ endedAt }) => endedAt === undefined);
  const [which, setWhich] = useState<string>(FRESH);
  const [title, setTitle] = useState(subject);
  const [outage, setOutage] = useState(false);
  const joining = useIncidentCommand();
  const announce = useAnnounce();
  const send = () =>
    joining.mutate(
      which === FRESH
        ? { path: '', body: { title: title.trim(), cases: [number], outage } }
        : { path: `${which}/join`, body: { cases: [number] } },
      {
        onSuccess: () => {
          announce(words.said);
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={words.title(number)}
      confirm={words.confirm}
      onConfirm={send}
      onClose={onClose}
      busy={joining.isPending}
      problem={joining.error ? problemText(joining.error, frame) : undefined}
    >
      {running.length > 0 && (
        <ChoiceField
          legend={words.legend}
          value={which}
          onChange={setWhich}
          options={[
            { value: FRESH, title: words.fresh },
            ...running.map((each) => ({ value: each.id, title: `${each.id} ${each.title}` })),
          ]}
        />
      )}
      {which === FRESH && (
        <>
          <TextField label={words.name} value={title} onChange={setTitle} required />
          <TickField label={words.outage} checked={outage} onChange={setOutage} />
        </>
      )}
    </Dialog>
  );
}
