import { useState } from 'react';

import type { KeysJson, SettingsJson } from '../../../src/api/machine-contract.ts';
import { problemText } from '../../api/client.ts';
import { useKeyCommand } from '../../api/desk-queries.ts';
import { useDesk } from '../../components/desk-context.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ChoiceField, SelectField, TextField } from '../../components/fields.tsx';
import { Icon } from '../../components/icon.tsx';
import { useNow } from '../../time/use-now.ts';
import { useWords } from '../../words/use-words.ts';

interface NewKeyProps {
  readonly agents: SettingsJson['agents'];
  readonly organisations: KeysJson['organisations'];
  readonly onClose: () => void;
}

const DAY_MS = 86_400_000;
const ENDS = [30, 90, 365] as const;

/** Asks what a key is for, then shows it, this once. */
export function NewKeyDialog({ agents, organisations, onClose }: NewKeyProps) {
  const { frame, desk } = useWords();
  const words = desk.keys;
  const { agent: me } = useDesk();
  const now = useNow(60_000);
  const command = useKeyCommand();
  const [name, setName] = useState('');
  const [role, setRole] = useState('requester');
  const [agent, setAgent] = useState(me.id);
  const [organisation, setOrganisation] = useState('');
  const [days, setDays] = useState('365');
  if (command.data?.token) return <MadeDialog token={command.data.token} onClose={onClose} />;
  const make = () => {
    const body = {
      name,
      role,
      agent,
      ...(organisation !== '' && { organisation }),
      ...(days !== '' && { expiresAt: new Date(now + Number(days) * DAY_MS).toISOString() }),
    };
    command.mutate({ path: '', body });
  };
  return (
    <Dialog
      title={words.create}
      onClose={onClose}
      confirm={words.make}
      onConfirm={make}
      busy={command.isPending}
      problem={command.error ? problemText(command.error, frame) : undefined}
    >
      <TextField label={words.name} value={name} onChange={setName} required />
      <ChoiceField
        legend={words.role}
        options={Object.entries(words.roles).map(([value, { title, note }]) => ({ value, title, note }))}
        value={role}
        onChange={setRole}
      />
      <div className="field-pair">
        <SelectField
          label={words.agent}
          value={agent}
          onChange={setAgent}
          options={agents.map(({ id, name: title }) => ({ value: id, title }))}
        />
        <SelectField
          label={words.organisation}
          value={organisation}
          onChange={setOrganisation}
          options={[
            { value: '', title: words.allOrganisations },
            ...organisations.map(({ id, name: title }) => ({ value: id, title })),
          ]}
        />
      </div>
      <SelectField
        label={words.expires}
        value={days}
        onChange={setDays}
        options={[
          ...ENDS.map((count) => ({ value: String(count), title: words.days(count) })),
          { value: '', title: words.never },
        ]}
      />
    </Dialog>
  );
}

function MadeDialog({ token, onClose }: { readonly token: string; readonly onClose: () => void }) {
  const words = useWords().desk.keys;
  const [isCopied, setCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard.writeText(token).then(
      () => setCopied(true),
      // Without the right to, the reader marks and copies it by hand.
      () => undefined,
    );
  return (
    <Dialog title={words.made} onClose={onClose}>
      <p>{words.once}</p>
      <output className="token">{token}</output>
      <button type="button" className="button" onClick={copy}>
        <Icon name={isCopied ? 'check' : 'copy'} />
        {isCopied ? words.copied : words.copy}
      </button>
    </Dialog>
  );
}
