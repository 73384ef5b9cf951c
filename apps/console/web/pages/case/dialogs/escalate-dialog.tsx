import { useState } from 'react';

import { ChoiceField, TextField } from '../../../components/fields.tsx';
import { useWords } from '../../../words/use-words.ts';
import { inWords } from '../../../words/words.ts';
import type { CaseDialogProps } from './case-dialog.tsx';
import { CommandDialog } from './command-dialog.tsx';

export function EscalateDialog({ data, onClose }: CaseDialogProps) {
  const words = useWords().case.dialogs;
  const { card, policy } = data;
  const others = policy.tiers.filter((tier) => tier !== card.tier);
  const above = policy.tiers[policy.tiers.indexOf(card.tier) + 1];
  const [to, setTo] = useState(above ?? others[0] ?? '');
  const [reason, setReason] = useState('');
  const [fields, setFields] = useState<Readonly<Record<string, string>>>({});
  const required = policy.handover[to] ?? [];
  const filled = Object.fromEntries(required.map((field) => [field, fields[field]?.trim() ?? '']));
  return (
    <CommandDialog
      number={card.number}
      title={words.escalate.title}
      confirm={words.escalate.title}
      command="escalate"
      body={{ to, reason: reason.trim(), ...(required.length > 0 && { fields: filled }) }}
      said={words.escalate.said(inWords(to))}
      onClose={onClose}
    >
      <ChoiceField
        legend={words.escalate.legend}
        value={to}
        onChange={setTo}
        options={others.map((tier) => ({ value: tier, title: inWords(tier) }))}
      />
      <TextField label={words.reason} value={reason} onChange={setReason} required />
      {required.map((field) => (
        <TextField
          key={field}
          label={inWords(field)}
          value={fields[field] ?? ''}
          onChange={(value) => setFields({ ...fields, [field]: value })}
          rows={2}
          required
        />
      ))}
    </CommandDialog>
  );
}
