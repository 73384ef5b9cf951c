import { useState } from 'react';

import { useHandover } from '../../../api/practice-queries.ts';
import { ChoiceField, TextField } from '../../../components/fields.tsx';
import { useWords } from '../../../words/use-words.ts';
import { inWords } from '../../../words/words.ts';
import type { CaseDialogProps } from './case-dialog.tsx';
import { CommandDialog } from './command-dialog.tsx';

export function EscalateDialog({ data, onClose }: CaseDialogProps) {
  const { case: caseWords, practice } = useWords();
  const words = caseWords.dialogs;
  const { card, policy } = data;
  const others = policy.tiers.filter((tier) => tier !== card.tier);
  const above = policy.tiers[policy.tiers.indexOf(card.tier) + 1];
  const [to, setTo] = useState(above ?? others[0] ?? '');
  const [reason, setReason] = useState('');
  const [fields, setFields] = useState<Readonly<Record<string, string>>>({});
  const required = policy.handover[to] ?? [];
  const found = useHandover(card.number, to).data?.fields ?? [];
  const proposalOf = (field: string) => found.find((each) => each.field === field)?.proposed;
  const textOf = (field: string) => fields[field] ?? proposalOf(field) ?? '';
  const filled = Object.fromEntries(required.map((field) => [field, textOf(field).trim()]));
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
          value={textOf(field)}
          onChange={(value) => setFields({ ...fields, [field]: value })}
          rows={2}
          required
          {...(fields[field] === undefined && proposalOf(field) && { hint: practice.found })}
        />
      ))}
    </CommandDialog>
  );
}
