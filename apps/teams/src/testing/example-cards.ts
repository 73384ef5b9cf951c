import { Temporal } from '@sla/core';
import type { ChatCard, ChatForm } from '@sla/desk';

/** A case as the desk describes one, for pictures and tests of cards alone. */
export const exampleCard: ChatCard = {
  id: '7d1c2f6e-2a52-4b7c-9b5d-0f6d7c1a1042',
  number: 'C-1042',
  version: 7,
  subject: 'Checkout returns 500 for every learner',
  summary:
    'C-1042 Checkout returns 500 for every learner: open, at risk. First response: due Mon 23 Nov, 13:30 (Europe/London)',
  state: 'Open',
  risk: { level: 'at-risk', text: 'At risk' },
  facts: [
    { label: 'From', value: 'Maria Sánchez, Ashdown College' },
    { label: 'Priority', value: 'Critical issue' },
    { label: 'Tier', value: 'L1' },
    { label: 'Assignee', value: 'nobody yet' },
    { label: 'Team', value: 'First line' },
  ],
  next: {
    label: 'First response',
    text: 'due Mon 23 Nov, 13:30 (Europe/London), in 14 minutes',
    dueAt: Temporal.Instant.from('2026-11-23T13:30:00Z'),
  },
  lastMessage: {
    from: 'Maria Sánchez',
    text: 'Nobody can enrol since this morning. The page says “500” after the payment step, for every course we have tried.',
    at: Temporal.Instant.from('2026-11-23T13:02:00Z'),
  },
  buttons: [
    { action: 'claim', label: 'Claim', style: 'primary' },
    { action: 'reply', label: 'Reply', style: 'plain' },
    { action: 'resolve', label: 'Resolve', style: 'plain' },
    { action: 'assign', label: 'Assign', style: 'plain' },
    { action: 'prioritise', label: 'Priority', style: 'plain' },
    { action: 'escalate', label: 'Escalate', style: 'plain' },
    { action: 'pause', label: 'Pause', style: 'plain' },
  ],
  menu: [
    { action: 'update', label: 'Update', style: 'plain' },
    { action: 'log-call', label: 'Log call', style: 'plain' },
    { action: 'delay', label: 'Delay', style: 'plain' },
    { action: 'more', label: 'More…', style: 'plain' },
  ],
  footer: 'Version 7 · Maria Sánchez opened the case by mail.',
  url: 'https://desk.example/cases/C-1042',
};

export const missedCard: ChatCard = {
  ...exampleCard,
  version: 9,
  risk: { level: 'missed', text: 'Missed' },
  next: {
    label: 'First response',
    text: 'was due Mon 23 Nov, 13:30 (Europe/London), 4 minutes ago',
    dueAt: Temporal.Instant.from('2026-11-23T13:30:00Z'),
  },
  buttons: [
    { action: 'take', label: 'Take', style: 'danger', step: 'tell-management' },
    { action: 'hand-over', label: 'Hand over', style: 'plain', step: 'tell-management' },
    ...exampleCard.buttons,
  ],
  footer: 'Version 9 · Maria Sánchez opened the case by mail.',
};

export const exampleForm: ChatForm = {
  case: 'C-1042',
  version: 7,
  action: 'escalate',
  title: 'Escalate C-1042',
  submit: 'Escalate',
  cancel: 'Cancel',
  intro: 'The next tier takes over. Nothing is sent to the requester.',
  fields: [
    {
      name: 'tier',
      label: 'Tier',
      required: true,
      initial: 'L2',
      kind: {
        type: 'choice',
        choices: [
          { value: 'L2', label: 'L2' },
          { value: 'L3', label: 'L3' },
        ],
      },
    },
    { name: 'text', label: 'Reason', required: true, kind: { type: 'text', maxLength: 3_000 } },
    {
      name: 'handover:logs',
      label: 'Logs',
      hint: 'L2 asks for it',
      required: true,
      kind: { type: 'text', maxLength: 3_000 },
    },
  ],
};
