import type { CaseStore } from '@sla/case-store';

import type { MailboxStatus } from './intake/keep-watching.ts';

export interface MailHealth {
  /** `down` when no mail can come in; `troubled` when some way in or out does not work. */
  readonly state: 'well' | 'troubled' | 'down';
  readonly mailboxes: readonly MailboxStatus[];
  readonly inbox: {
    /** Mails that are kept and not yet a case; counted up to a thousand. */
    readonly waiting: number;
    /** How long the oldest of them has waited, in seconds. */
    readonly oldestSeconds: number;
    /** Mails that wait for an agent. */
    readonly held: number;
  };
  readonly outgoing: {
    readonly sendsTo: string;
    readonly waiting: number;
    readonly dead: number;
    /** Automatic mails that the desk did not send since the process started: receipts beyond the limits, and what nobody wants. */
    readonly heldBack: number;
    /** What the other side said last, of those that wait. */
    readonly lastError?: string;
  };
  /** What is wrong, a sentence each. */
  readonly faults: readonly string[];
}

export type HealthPorts = Pick<CaseStore, 'listInbox' | 'listOutbox' | 'now'>;

const mostCounted = 1_000;
/** A mail that waits longer has met trouble, in seconds. */
const longWait = 120;

export async function mailHealth(
  ports: HealthPorts,
  status: {
    readonly smtp?: { readonly host: string; readonly port: number };
    readonly sendsTo: string;
    readonly mailboxes: readonly MailboxStatus[];
    readonly heldBack: number;
  },
): Promise<MailHealth> {
  const [now, waiting, held, letters, dead] = await Promise.all([
    ports.now(),
    ports.listInbox('email', mostCounted),
    ports.listInbox('email', mostCounted, 'quarantined'),
    ports.listOutbox({ destination: 'email', status: 'waiting', limit: mostCounted }),
    ports.listOutbox({ destination: 'email', status: 'dead', limit: mostCounted }),
  ]);
  const [oldest] = waiting;
  const oldestSeconds =
    oldest === undefined
      ? 0
      : Math.max(0, Math.round((now.epochMilliseconds - oldest.receivedAt.epochMilliseconds) / 1_000));
  const lastError = letters.find((letter) => letter.lastError !== undefined)?.lastError;
  const broken = status.mailboxes.filter((mailbox) => mailbox.lastError !== undefined);
  const faults = [
    ...broken.map(({ id, lastError: error }) => `Mailbox ${id}: ${error}`),
    ...(oldestSeconds > longWait
      ? [`A mail has waited ${oldestSeconds} s to become a case: ${oldest?.lastError ?? 'no reason is known'}.`]
      : []),
    ...(lastError === undefined ? [] : [`Mail cannot be sent by ${status.sendsTo}: ${lastError}`]),
  ];
  const noWayIn = status.smtp === undefined && status.mailboxes.length > 0 && broken.length === status.mailboxes.length;
  return {
    state: noWayIn ? 'down' : faults.length > 0 ? 'troubled' : 'well',
    mailboxes: status.mailboxes,
    inbox: { waiting: waiting.length, oldestSeconds, held: held.length },
    outgoing: {
      sendsTo: status.sendsTo,
      waiting: letters.length,
      dead: dead.length,
      heldBack: status.heldBack,
      ...(lastError !== undefined && { lastError }),
    },
    faults,
  };
}

const ofMailbox: readonly (readonly [
  string,
  'counter' | 'gauge',
  string,
  (one: MailboxStatus) => number | undefined,
])[] = [
  ['mail_mailbox_up', 'gauge', 'Whether the last look went well', (one) => Number(!one.lastError && !!one.lastLookAt)],
  ['mail_mailbox_last_look_seconds', 'gauge', 'When it was last looked at', (one) => epochSeconds(one.lastLookAt)],
  ['mail_mailbox_lag_seconds', 'gauge', 'How long the last mail lay there', (one) => one.lagSeconds],
  ['mail_mailbox_taken_total', 'counter', 'Mails taken', (one) => one.taken],
  ['mail_mailbox_known_total', 'counter', 'Mails that were there already', (one) => one.known],
  ['mail_mailbox_failures_total', 'counter', 'Times it was lost', (one) => one.failures],
];

const ofDesk: readonly (readonly [string, 'counter' | 'gauge', string, (health: MailHealth) => number])[] = [
  ['mail_inbox_waiting', 'gauge', 'Mails kept and not yet a case', ({ inbox }) => inbox.waiting],
  ['mail_inbox_oldest_seconds', 'gauge', 'How long the oldest has waited', ({ inbox }) => inbox.oldestSeconds],
  ['mail_quarantine_held', 'gauge', 'Mails that wait for an agent', ({ inbox }) => inbox.held],
  ['mail_outbox_waiting', 'gauge', 'Mails to be sent', ({ outgoing }) => outgoing.waiting],
  ['mail_outbox_dead', 'gauge', 'Mails that were given up', ({ outgoing }) => outgoing.dead],
  ['mail_held_back_total', 'counter', 'Automatic mails not sent', ({ outgoing }) => outgoing.heldBack],
];

/** The same in Prometheus' text format, each mailbox by its id. */
export function mailMetrics(health: MailHealth): string {
  const mailboxes = ofMailbox.flatMap(([name, type, help, value]) => {
    const samples = health.mailboxes.flatMap((mailbox) => {
      const found = value(mailbox);
      return found === undefined ? [] : [`${name}{mailbox="${mailbox.id}"} ${found}`];
    });
    return metric(name, type, help, samples);
  });
  const desk = ofDesk.flatMap(([name, type, help, value]) => metric(name, type, help, [`${name} ${value(health)}`]));
  return `${[...mailboxes, ...desk].join('\n')}\n`;
}

function epochSeconds(instant: string | undefined): number | undefined {
  return instant === undefined ? undefined : Date.parse(instant) / 1_000;
}

function metric(name: string, type: 'counter' | 'gauge', help: string, samples: readonly string[]): readonly string[] {
  return samples.length === 0 ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples];
}
