import { Temporal } from '@sla/core';
import type { ChatCard, ChatForm } from '@sla/desk';

/** A case that has everything, for looking at and for measuring. */
export function sampleCard(change: Partial<ChatCard> = {}): ChatCard {
  return {
    id: '0198c1f2-7c6e-7000-8000-4b1f4f0e2a11',
    number: 'C-1042',
    version: 7,
    subject: 'Nobody at Ashdown can log in since the update',
    summary: 'C-1042 Nobody at Ashdown can log in since the update: open, first response at risk',
    state: 'Open',
    risk: { level: 'at-risk', text: 'at risk' },
    facts: [
      { label: 'Requester', value: 'Maria Sánchez, Ashdown College' },
      { label: 'Priority', value: 'Critical' },
      { label: 'Tier', value: 'L1' },
      { label: 'Assignee', value: 'nobody' },
    ],
    next: {
      label: 'First response',
      text: 'Mon 23 Nov, 11:00 (Europe/London)',
      dueAt: Temporal.Instant.from('2026-11-23T11:00:00Z'),
    },
    lastMessage: {
      from: 'Maria Sánchez',
      text: 'There is an outage: nobody can log in. Our exams begin at noon.',
      at: Temporal.Instant.from('2026-11-23T10:00:00Z'),
    },
    buttons: [
      { action: 'claim', label: 'Claim', style: 'primary' },
      { action: 'reply', label: 'Reply', style: 'plain' },
      { action: 'resolve', label: 'Resolve', style: 'plain' },
      { action: 'assign', label: 'Assign', style: 'plain' },
      { action: 'prioritise', label: 'Priority', style: 'plain' },
      { action: 'escalate', label: 'Escalate', style: 'plain' },
      { action: 'pause', label: 'Pause', style: 'plain' },
      { action: 'no-reply-needed', label: 'No reply needed', style: 'plain' },
    ],
    menu: [
      { action: 'update', label: 'Update', style: 'plain' },
      { action: 'log-call', label: 'Log call', style: 'plain' },
      { action: 'delay', label: 'Delay', style: 'plain' },
      { action: 'more', label: 'More…', style: 'plain' },
    ],
    footer: 'Version 7 · Ann Example raised the priority',
    url: 'https://desk.example/cases/C-1042',
    ...change,
  };
}

export function sampleForm(change: Partial<ChatForm> = {}): ChatForm {
  return {
    case: '0198c1f2-7c6e-7000-8000-4b1f4f0e2a11',
    version: 7,
    action: 'reply',
    title: 'Reply to the requester',
    submit: 'Send',
    cancel: 'Cancel',
    intro: 'This is sent by mail to Maria Sánchez <maria@ashdown.example>, from support@desk.example.',
    fields: [
      { name: 'text', label: 'Reply', required: true, kind: { type: 'text', maxLength: 10_000 } },
      {
        name: 'resolve',
        label: 'And then',
        required: false,
        kind: {
          type: 'choice',
          choices: [
            { value: 'keep', label: 'Keep the case open' },
            { value: 'resolve', label: 'Resolve it' },
          ],
        },
        initial: 'keep',
      },
    ],
    ...change,
  };
}

export function escalationForm(): ChatForm {
  return sampleForm({
    action: 'escalate',
    title: 'Escalate C-1042',
    submit: 'Escalate',
    intro: 'Whoever takes it over reads this first.',
    fields: [
      {
        name: 'to',
        label: 'To',
        required: true,
        kind: { type: 'choice', choices: [{ value: 'L2', label: 'L2 · Platform engineers' }] },
        initial: 'L2',
      },
      { name: 'reason', label: 'Reason', required: true, kind: { type: 'text', maxLength: 500 } },
      {
        name: 'field.error-message',
        label: 'Error message',
        hint: 'As it was shown, word for word.',
        required: true,
        kind: { type: 'line', maxLength: 500 },
      },
      { name: 'field.steps-tried', label: 'Steps tried', required: true, kind: { type: 'text', maxLength: 1_000 } },
      { name: 'field.logs', label: 'Logs', required: false, kind: { type: 'text', maxLength: 3_000 } },
    ],
  });
}
