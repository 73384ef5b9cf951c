import type {
  CaseState,
  ClockKind,
  ClockName,
  ClockState,
  ClockStatus,
  Effect,
  EffectKind,
  NotifyVia,
  Person,
} from '@sla/core';

import type {
  Agent,
  Attachment,
  AuditEntry,
  BlobRef,
  CaseRecord,
  Contact,
  DueTimer,
  InboxItem,
  Message,
  NextDue,
  Organisation,
  StoredEvent,
  Team,
} from '../records.ts';
import { toStoredFacts } from '../rows/event-row.ts';
import {
  anything,
  count,
  duration,
  fieldsOf,
  flag,
  instant,
  list,
  oneOf,
  optional,
  record,
  type Shape,
  text,
} from './shape.ts';
import type { OutboxRecord, StoreRecord } from './store-record.ts';

/** Words that core owns: what was one when it was written is one when it is read. */
const word = <Word extends string>(): Shape<Word> => text as Shape<Word>;

const blob = record<BlobRef>({ hash: text, size: count });

const organisation = record<Organisation>({
  id: text,
  name: text,
  domains: list(text),
  policy: optional(text),
  timeZone: optional(text),
  language: optional(text),
  accountManager: optional(text),
});

const contact = record<Contact>({
  id: text,
  email: text,
  name: optional(text),
  organisation: optional(text),
  timeZone: optional(text),
  language: optional(text),
  erasedAt: optional(instant),
});

const agent = record<Agent>({
  id: text,
  name: text,
  email: text,
  role: oneOf('agent', 'lead', 'admin'),
  teams: list(text),
  timeZone: optional(text),
  language: optional(text),
});

const team = record<Team>({ id: text, name: text, tier: optional(text) });

const auditEntry = record<AuditEntry>({
  at: instant,
  by: text,
  what: text,
  before: optional(anything),
  after: optional(anything),
});

const nextDue = record<NextDue>({ clock: text, cycle: count, dueAt: instant, missed: flag, atRisk: flag });

const caseRecord = record<CaseRecord>({
  id: text,
  number: text,
  version: count,
  subject: text,
  requester: text,
  organisation: optional(text),
  channel: text,
  mailbox: optional(text),
  policy: text,
  policyVersion: count,
  priority: text,
  tier: text,
  state: word<CaseState>(),
  assignee: optional(text),
  team: optional(text),
  openedAt: instant,
  changedAt: instant,
  lastMessageAt: optional(instant),
  resolvedAt: optional(instant),
  mergedInto: optional(text),
  nextDue: optional(nextDue),
  tags: list(text),
});

/** The facts of an event are core's; those that are instants are read as the store reads them. */
const event: Shape<StoredEvent> = (value, path) => {
  const { id, position, type, at, recordedAt, ...facts } = fieldsOf(value, path);
  return {
    ...toStoredFacts(facts),
    type: text(type, `${path}.type`),
    id: text(id, `${path}.id`),
    position: count(position, `${path}.position`),
    at: instant(at, `${path}.at`),
    recordedAt: instant(recordedAt, `${path}.recordedAt`),
  } as StoredEvent;
};

const clock = record<ClockState>({
  clock: word<ClockName>(),
  cycle: count,
  kind: word<ClockKind>(),
  clause: optional(text),
  status: word<ClockStatus>(),
  startedAt: instant,
  dueAt: optional(instant),
  warnAt: list(instant),
  stoppedAt: optional(instant),
  breachedAt: optional(instant),
  tightened: optional(flag as Shape<true>),
  elapsed: duration,
  remaining: optional(duration),
  reason: optional(text),
});

const effect = record<Effect>({
  id: text,
  at: instant,
  kind: word<EffectKind>(),
  step: optional(text),
  clock: optional(word<ClockName>()),
  cycle: optional(count),
  to: optional(text),
  via: optional(list(word<NotifyVia>())),
  clause: optional(text),
});

const timer = record<DueTimer>({ caseId: text, clock: text, dueAt: instant, generation: count });

const attachment = record<Attachment>({
  id: text,
  name: text,
  type: text,
  blob,
  contentId: optional(text),
  inline: flag,
});

const message = record<Message>({
  id: text,
  caseId: text,
  at: instant,
  direction: oneOf('in', 'out', 'note'),
  channel: text,
  author: word<Person>(),
  authorName: optional(text),
  authorAddress: optional(text),
  automatic: flag,
  subject: optional(text),
  text,
  html: optional(text),
  quoteFrom: optional(count),
  to: list(text),
  cc: list(text),
  messageId: optional(text),
  references: list(text),
  attachments: list(attachment),
  raw: optional(blob),
  evidence: list(text),
  delivery: optional(oneOf('waiting', 'delivered', 'failed', 'held-back')),
  erasedAt: optional(instant),
});

const inboxItem = record<InboxItem>({
  id: text,
  channel: text,
  externalId: text,
  receivedAt: instant,
  raw: optional(blob),
  envelope: anything,
  status: oneOf('waiting', 'settled', 'quarantined'),
  attempts: count,
  lastError: optional(text),
  outcome: optional(text),
  caseId: optional(text),
  messageId: optional(text),
});

const outboxItem = record<OutboxRecord['item']>({
  id: text,
  key: text,
  destination: text,
  caseId: optional(text),
  payload: anything,
  createdAt: instant,
  notBefore: instant,
  attempts: count,
  status: oneOf('waiting', 'held', 'delivered', 'held-back', 'dead'),
  lastError: optional(text),
  deliveredAt: optional(instant),
});

type Kind = StoreRecord['kind'];
type Of<Name extends Kind> = Extract<StoreRecord, { readonly kind: Name }>;

/** What each kind of record holds beside its kind. */
export const SHAPES: { readonly [Name in Kind]: Shape<Of<Name>> } = {
  header: record<Of<'header'>>({ kind: oneOf('header'), format: oneOf('sla-export'), version: count }),
  blob: record<Of<'blob'>>({ kind: oneOf('blob'), blob, missing: optional(flag as Shape<true>) }),
  bytes: record<Of<'bytes'>>({ kind: oneOf('bytes'), base64: text }),
  organisation: record<Of<'organisation'>>({ kind: oneOf('organisation'), organisation }),
  team: record<Of<'team'>>({ kind: oneOf('team'), team }),
  agent: record<Of<'agent'>>({ kind: oneOf('agent'), agent }),
  contact: record<Of<'contact'>>({ kind: oneOf('contact'), contact }),
  'policy-version': record<Of<'policy-version'>>({
    kind: oneOf('policy-version'),
    id: text,
    version: count,
    keptAt: instant,
    body: anything,
  }),
  setting: record<Of<'setting'>>({ kind: oneOf('setting'), name: text, value: anything }),
  audit: record<Of<'audit'>>({ kind: oneOf('audit'), entry: auditEntry }),
  'channel-state': record<Of<'channel-state'>>({
    kind: oneOf('channel-state'),
    namespace: text,
    key: text,
    value: anything,
  }),
  'case-numbers': record<Of<'case-numbers'>>({ kind: oneOf('case-numbers'), next: count }),
  case: record<Of<'case'>>({
    kind: oneOf('case'),
    case: caseRecord,
    events: list(event),
    clocks: list(clock),
    effects: list(effect),
    timers: list(timer),
  }),
  message: record<Of<'message'>>({ kind: oneOf('message'), message }),
  inbox: record<Of<'inbox'>>({ kind: oneOf('inbox'), item: inboxItem }),
  outbox: record<Of<'outbox'>>({
    kind: oneOf('outbox'),
    item: outboxItem,
    claimableAt: instant,
    detail: optional(text),
  }),
  end: record<Of<'end'>>({ kind: oneOf('end'), records: count }),
};
