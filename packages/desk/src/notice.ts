import type { Agent, CaseRecord, Contact, NewOutboxItem, Organisation } from '@sla/case-store';
import type { CaseSla, Effect, NotifyVia, Policy, Step, Temporal } from '@sla/core';

import type { Listener } from './audience.ts';
import { promiseLine } from './case-card.ts';
import type { Catalogue, NoticeFacts } from './catalogue/catalogue.ts';
import { catalogueFor } from './catalogue/catalogue-for.ts';
import { formatSpan } from './catalogue/format-time.ts';
import { readerOf } from './catalogue/reader.ts';
import type { MailPayload, Notice, NoticeKind } from './delivery.ts';
import type { DeskIdentity } from './desk.ts';
import { groupBy } from './group-by.ts';
import { nameOf } from './people.ts';

type Instant = Temporal.Instant;

/** A notice for one listener on one way, ready to be sent alone or gathered with others. */
export interface Draft {
  readonly destination: NotifyVia;
  /** An address, or on other ways than mail a person. */
  readonly to: string;
  readonly language: string;
  readonly caseId: string;
  readonly number: string;
  readonly notice: Notice;
  readonly headline: string;
  readonly subject: string;
  readonly text: string;
  readonly link?: string;
  /** The sooner, the more pressing. */
  readonly pressingAt: Instant;
}

/** The case that notices are about. */
export interface NoticedCase {
  readonly record: CaseRecord;
  readonly policy: Policy;
  readonly sla?: CaseSla;
  readonly requester?: Contact | undefined;
  readonly organisation?: Organisation | undefined;
  readonly assignee?: Agent | undefined;
}

/** What there is to tell: an effect of the clocks and ladders, or a delivery that was given up. */
export interface Tidings {
  readonly kind: NoticeKind;
  readonly id: string;
  readonly at: Instant;
  readonly effect?: Effect;
  readonly step?: Step | undefined;
  readonly failure?: NoticeFacts['failure'];
}

export interface Route {
  readonly listener: Listener;
  readonly via: NotifyVia;
  readonly insteadOf: readonly NotifyVia[];
  /** Ways that are set up, and on which the listener has no account. */
  readonly unlinked?: readonly NotifyVia[];
}

export function draftNotice(
  about: NoticedCase,
  tidings: Tidings,
  route: Route,
  desk: DeskIdentity,
  now: Instant,
): Draft {
  const { record } = about;
  const reader = readerOf(route.listener.agent, undefined, about.policy, desk);
  const words = catalogueFor(reader.language);
  const facts = factsOf(about, tidings, route, reader, now);
  const { headline, sentences, todo } = words.notice(facts);
  const link = desk.url === undefined ? undefined : `${desk.url}/cases/${record.number}`;
  const lines = [...sentences, '', ...caseLines(about, tidings, words), '', todo];
  return {
    destination: route.via,
    to: route.via === 'email' || !route.listener.agent ? route.listener.email : `agent:${route.listener.agent.id}`,
    language: reader.language,
    caseId: record.id,
    number: record.number,
    notice: noticeOf(tidings),
    headline,
    subject: `[${record.number}] ${headline}: ${record.subject}`,
    text: [...lines, ...(link ? [`${words.labels.open}: ${link}`] : [])].join('\n'),
    ...(link !== undefined && { link }),
    pressingAt: facts.promise?.dueAt ?? tidings.at,
  };
}

/**
 * One item for each listener and way: alone as it is, several gathered into a digest. None belongs to a case's line in the outbox: a
 * reply that its requester's server does not take must not hold up the alarm.
 */
export function noticesToSend(drafts: readonly Draft[]): readonly NewOutboxItem[] {
  return [...groupBy(drafts, ({ destination, to }) => `${destination} ${to}`).values()].flatMap((ofOne) => {
    const [first, ...more] = ofOne.toSorted(mostPressingFirst);
    if (!first) return [];
    if (isAlone([first, ...more])) return [first, ...more].map(single);
    return [more.length === 0 ? single(first) : digest(first, more)];
  });
}

/** In a chat each alert has its own button to take it, as long as they are few enough to be read one by one. */
function isAlone(drafts: readonly Draft[]): boolean {
  return drafts.length <= mostAlone && drafts.every(({ destination }) => chats.has(destination));
}

const mostAlone = 10;
const chats: ReadonlySet<NotifyVia> = new Set(['slack', 'teams']);

function factsOf(
  about: NoticedCase,
  tidings: Tidings,
  route: Route,
  reader: NoticeFacts['reader'],
  now: Instant,
): NoticeFacts {
  const { effect, step, failure } = tidings;
  const clock = effect?.clock ?? (step?.fires.kind === 'at' ? step.fires.clock : undefined);
  const state = about.sla?.clocks.findLast(
    (candidate) => candidate.clock === clock && (effect?.cycle === undefined || candidate.cycle === effect.cycle),
  );
  return {
    kind: tidings.kind,
    reader,
    now,
    at: tidings.at,
    insteadOf: route.insteadOf,
    unlinked: route.unlinked ?? [],
    ...(state && { promise: promiseLine(state, now) }),
    ...(step && { step: stepFacts(step, reader) }),
    ...(failure && { failure }),
  };
}

function stepFacts({ id, acknowledgeWithin }: Step, reader: NoticeFacts['reader']): NonNullable<NoticeFacts['step']> {
  if (!acknowledgeWithin) return { id };
  const { target, text } = acknowledgeWithin;
  const ms = target.kind === 'length' ? exactUnits[target.unit] : undefined;
  return {
    id,
    takeWithin: ms === undefined || target.kind !== 'length' ? text : formatSpan(target.count * ms, reader),
  };
}

const exactUnits: Readonly<Record<string, number>> = { second: 1_000, minute: 60_000, hour: 3_600_000 };

function caseLines(
  { record, policy, requester, organisation, assignee }: NoticedCase,
  tidings: Tidings,
  words: Catalogue,
): readonly string[] {
  const { labels } = words;
  const priority = policy.priorities.find(({ name }) => name === record.priority)?.title ?? record.priority;
  const from = [requester && nameOf(requester), organisation?.name].filter(Boolean).join(', ');
  const clause = tidings.effect?.clause ?? tidings.step?.clause;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [labels.case, `${record.number} ${record.subject}`],
    [labels.from, from || undefined],
    [labels.priority, priority],
    [labels.assignee, assignee?.name ?? labels.nobody],
    [labels.clause, clause],
  ];
  return rows.flatMap(([label, value]) => (value === undefined ? [] : [`${label}: ${value}`]));
}

function noticeOf({ kind, id, effect }: Tidings): Notice {
  return {
    effect: kind,
    effectId: id,
    ...(effect?.step !== undefined && { step: effect.step }),
    ...(effect?.clock !== undefined && { clock: effect.clock }),
    ...(effect?.to !== undefined && { to: effect.to }),
  };
}

function single(draft: Draft): NewOutboxItem {
  const payload: MailPayload = {
    kind: 'notice',
    to: [draft.to],
    subject: draft.subject,
    text: draft.text,
    case: draft.number,
    notice: draft.notice,
  };
  return { key: keyOf(draft), destination: draft.destination, payload };
}

/** Who is told of more reads the queue, not the mail. */
const mostListed = 50;

function digest(first: Draft, more: readonly Draft[]): NewOutboxItem {
  const words = catalogueFor(first.language);
  const all = [first, ...more];
  const counts = Object.fromEntries(
    [...groupBy(all, ({ notice }) => notice.effect)].map(([kind, drafts]) => [kind, drafts.length]),
  );
  const lines = all
    .slice(0, mostListed)
    .map(({ headline, subject, link }) => [`${subject || headline}`, link].filter(Boolean).join('\n'));
  const unlisted = all.length > mostListed ? [`… + ${all.length - mostListed}`] : [];
  const payload: MailPayload = {
    kind: 'notice',
    to: [first.to],
    subject: words.digestSubject(counts),
    text: [words.digestOpening(all.length), ...lines, ...unlisted].join('\n\n'),
    case: first.number,
    notice: first.notice,
    more: more.map(({ number, notice }) => ({ case: number, notice })),
  };
  return { key: `digest/${keyOf(first)}/${more.length}`, destination: first.destination, payload };
}

/** The same for ever for the same notice to the same listener on the same way. */
export function keyOf({ caseId, notice, destination, to }: Draft): string {
  return `${caseId}/${notice.effectId}/${destination}/${to}`;
}

function mostPressingFirst(a: Draft, b: Draft): number {
  return (
    urgency[a.notice.effect] - urgency[b.notice.effect] ||
    a.pressingAt.epochMilliseconds - b.pressingAt.epochMilliseconds
  );
}

const urgency: Readonly<Record<NoticeKind, number>> = {
  notify: 0,
  task: 1,
  miss: 1,
  'delivery-failed': 2,
  publish: 3,
  'update-due': 4,
  warn: 4,
  raise: 5,
  assign: 5,
  announcement: 6,
  'sign-in': 6,
};
