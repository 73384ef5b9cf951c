import { useState } from 'react';

import type { HeldMailJson } from '../../../src/api/machine-contract.ts';
import { problemText } from '../../api/client.ts';
import { useRule, type Verdict } from '../../api/desk-queries.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/fields.tsx';
import { Icon } from '../../components/icon.tsx';
import { useWords } from '../../words/use-words.ts';

/** Into the case that it names, into another, a case of its own, or away. */
export function Decision({ mail }: { readonly mail: HeldMailJson }) {
  const { frame, desk } = useWords();
  const words = desk.quarantine;
  const rule = useRule();
  const announce = useAnnounce();
  const [asking, setAsking] = useState<'join' | 'discard'>();
  const [number, setNumber] = useState('');
  const decide = (verdict: Verdict) =>
    rule.mutate({ id: mail.id, verdict }, { onSuccess: () => announce(words.done[verdict.kind]) });
  const problem = rule.error ? problemText(rule.error, frame) : undefined;
  const close = () => {
    setAsking(undefined);
    rule.reset();
  };
  return (
    <fieldset className="decision">
      <legend>{words.decide}</legend>
      {mail.case && (
        <button
          type="button"
          className="button primary"
          disabled={rule.isPending}
          onClick={() => decide({ kind: 'join' })}
        >
          <Icon name="check" />
          {words.join(mail.case)}
        </button>
      )}
      <button type="button" className="button" disabled={rule.isPending} onClick={() => decide({ kind: 'open' })}>
        {words.open}
      </button>
      <button type="button" className="button" disabled={rule.isPending} onClick={() => setAsking('join')}>
        {words.joinOther}
      </button>
      <button type="button" className="button" disabled={rule.isPending} onClick={() => setAsking('discard')}>
        <Icon name="cross" />
        {words.discard}
      </button>
      {problem && !asking && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {asking === 'join' && (
        <Dialog
          title={words.joinOther}
          onClose={close}
          confirm={words.joinOther}
          onConfirm={() => decide({ kind: 'join', case: number.trim() })}
          busy={rule.isPending || number.trim() === ''}
          problem={problem}
        >
          <TextField label={words.number} value={number} onChange={setNumber} required />
        </Dialog>
      )}
      {asking === 'discard' && (
        <Dialog
          title={words.discard}
          onClose={close}
          confirm={words.discardSure}
          onConfirm={() => decide({ kind: 'discard' })}
          busy={rule.isPending}
          problem={problem}
        >
          <p>{words.discardText}</p>
        </Dialog>
      )}
    </fieldset>
  );
}
