import type { CaseRecord, CaseStore, InboxItem, StoreUnit } from '@sla/case-store';
import type { Desk } from '@sla/desk';
import { z } from 'zod';

import { type Judged, type MailEnvelope, readEnvelope } from '../to-command.ts';

export type QuarantinePorts = Pick<CaseStore, 'transaction' | 'channelState' | 'listInbox' | 'findCase'>;

/** Joins a case (its own claim where none is named), opens one, or is dropped. */
export type Verdict = { readonly kind: 'join'; readonly case?: string } | { readonly kind: 'open' | 'discard' };

export type Ruled = { readonly ok: true } | { readonly ok: false; readonly fault: RulingFault };
export type RulingFault = 'not-held' | 'no-such-case' | 'no-case-named';

/** What an agent decided about a held mail. */
export interface PastRuling {
  readonly id: string;
  /** ISO instant. */
  readonly at: string;
  readonly by: string;
  readonly verdict: Verdict['kind'];
  readonly from?: string;
  readonly subject?: string;
  /** The case that it claimed, or was let into. */
  readonly case?: string;
}

type Suspected = Judged & { readonly suspect: CaseRecord };

/** Sets a mail aside and says so on the case, once a sender: nobody is kept waiting without somebody knowing. */
export async function hold(
  desk: Pick<Desk, 'note'>,
  ports: QuarantinePorts,
  item: InboxItem,
  { email, found, honesty, suspect }: Suspected,
): Promise<{ readonly outcome: string }> {
  const from = email.from?.address ?? 'nobody named';
  const evidence = [...found.evidence, ...(honesty?.why === undefined ? [] : [honesty.why])];
  const excerpt = email.reply.reply.replace(/\s+/g, ' ').trim().slice(0, 300);
  const facts: HeldFacts = {
    from,
    ...(email.from?.name && { fromName: email.from.name }),
    to: [...email.to, ...email.cc].map(({ address }) => address).slice(0, 50),
    subject: email.subject ?? '(no subject)',
    case: suspect.number,
    excerpt,
    files: email.attachments.length,
    evidence,
  };
  await ports.transaction(async (unit) => {
    if ((await unit.lockInbox(item.id)) === undefined) return;
    await unit.channelState('email').put(heldKey(item.id), facts);
    await unit.failInbox(item.id, `${from} is unknown in ${suspect.number}`, 1);
  });
  await desk.note('system', {
    case: suspect.id,
    text: `A mail from ${from}, “${facts.subject}”, refers to this case and is held in quarantine, because its sender is unknown here. Let it join, give it a case of its own, or discard it.`,
    key: `mail/held/${from}`,
  });
  return { outcome: 'quarantined' };
}

const heldFacts = z.object({
  from: z.string(),
  fromName: z.string().exactOptional(),
  to: z.array(z.string()).default([]),
  subject: z.string(),
  case: z.string(),
  excerpt: z.string().default(''),
  files: z.number().default(0),
  evidence: z.array(z.string()),
});

export type HeldFacts = z.output<typeof heldFacts>;

/** What was found out about a mail when it was held; undefined of one that could not be read. */
export async function heldFactsOf(ports: Pick<CaseStore, 'channelState'>, id: string): Promise<HeldFacts | undefined> {
  return heldFacts.safeParse(await ports.channelState('email').get(heldKey(id))).data;
}

function heldKey(id: string): string {
  return `held/${id}`;
}

/** More mail than this is not looked through for one id. */
const mostHeld = 10_000;

export async function findHeld(ports: Pick<CaseStore, 'listInbox'>, id: string): Promise<InboxItem | undefined> {
  return (await ports.listInbox('email', mostHeld, 'quarantined')).find((item) => item.id === id);
}

/**
 * Carries out what an agent decides. A mail let in comes in anew, with its bytes and its instant of receipt, so that its
 * clocks run as if nobody had held it. Who decided what stays on record, and on the case that the mail claimed.
 */
export async function rule(
  desk: Pick<Desk, 'note'>,
  ports: QuarantinePorts,
  id: string,
  verdict: Verdict,
  by: string,
): Promise<Ruled> {
  const facts = await heldFactsOf(ports, id);
  const wanted = verdict.kind === 'join' ? (verdict.case ?? facts?.case) : undefined;
  const join = wanted === undefined ? undefined : (await ports.findCase(wanted))?.record;
  if (verdict.kind === 'join' && wanted === undefined) return { ok: false, fault: 'no-case-named' };
  if (verdict.kind === 'join' && join === undefined) return { ok: false, fault: 'no-such-case' };
  const done = await ports.transaction(async (unit) => {
    const item = await findHeld(unit, id);
    if (item === undefined) return false;
    if (verdict.kind !== 'discard') await letIn(unit, item, by, join);
    await unit.settleInbox(id, { outcome: verdict.kind === 'discard' ? `discarded by ${by}` : `let in by ${by}` });
    await unit.channelState('email').delete(heldKey(id));
    await record(unit, id, { by, verdict: verdict.kind, ...identityOf(facts, join?.number ?? facts?.case) });
    return true;
  });
  if (!done) return { ok: false, fault: 'not-held' };
  if (verdict.kind !== 'join' && facts !== undefined) await tellCase(desk, facts, verdict.kind, id, by);
  return { ok: true };
}

async function letIn(unit: StoreUnit, item: InboxItem, by: string, join: CaseRecord | undefined): Promise<void> {
  const { externalId, raw, receivedAt, channel } = item;
  const ruling = { by, ...(join !== undefined && { join: join.id }) };
  const envelope: MailEnvelope = { ...readEnvelope(item.envelope), ruling };
  const again = { channel, externalId: `${externalId}/let-in`, envelope, receivedAt };
  await unit.acceptInbox({ ...again, ...(raw && { raw }) });
}

/** The case was told that the mail is held, so it is told what became of it. */
async function tellCase(
  desk: Pick<Desk, 'note'>,
  { from, subject, case: number }: HeldFacts,
  verdict: 'open' | 'discard',
  id: string,
  by: string,
): Promise<void> {
  const done = verdict === 'discard' ? 'discarded it' : 'gave it a case of its own';
  await desk.note('system', {
    case: number,
    text: `The mail from ${from}, “${subject}”, that was held in quarantine is dealt with: ${by} ${done}.`,
    key: `mail/ruled/${id}`,
  });
}

function identityOf(facts: HeldFacts | undefined, number: string | undefined) {
  return {
    ...(facts !== undefined && { from: facts.from, subject: facts.subject }),
    ...(number !== undefined && { case: number }),
  };
}

const pastRuling = z.object({
  at: z.string(),
  by: z.string(),
  verdict: z.enum(['join', 'open', 'discard']),
  from: z.string().exactOptional(),
  subject: z.string().exactOptional(),
  case: z.string().exactOptional(),
});

const ruled = 'ruled/';
/** Who wrote and of what is nobody's business for ever. */
const keptFor = { hours: 24 * 180 };

async function record(unit: StoreUnit, id: string, entry: Omit<PastRuling, 'id' | 'at'>): Promise<void> {
  const state = unit.channelState('email');
  const oldest = unit.now.subtract(keptFor).toString();
  for (const { key, value } of await state.list(ruled)) {
    if ((pastRuling.safeParse(value).data?.at ?? '') < oldest) await state.delete(key);
  }
  await state.put(`${ruled}${id}`, { at: unit.now.toString(), ...entry });
}

/** What agents decided within half a year, newest first. */
export async function pastRulings(
  ports: Pick<CaseStore, 'channelState'>,
  limit: number,
): Promise<readonly PastRuling[]> {
  const entries = (await ports.channelState('email').list(ruled)).flatMap(({ key, value }) => {
    const entry = pastRuling.safeParse(value).data;
    return entry === undefined ? [] : [{ id: key.slice(ruled.length), ...entry }];
  });
  return entries.sort((one, other) => other.at.localeCompare(one.at)).slice(0, limit);
}
