import type { CaseRecord, CaseStore, InboxItem } from '@sla/case-store';
import type { Desk } from '@sla/desk';
import { z } from 'zod';

import { type Judged, type MailEnvelope, readEnvelope } from './to-command.ts';

export type QuarantinePorts = Pick<CaseStore, 'transaction' | 'channelState' | 'listInbox' | 'findCase'>;

/** A mail that waits for an agent: of a stranger in a known thread, or one that could not be read. */
export interface HeldMail {
  readonly id: string;
  /** ISO instant of its receipt: from then its clocks will count. */
  readonly receivedAt: string;
  readonly reason: 'unknown-sender' | 'unreadable';
  readonly from?: string;
  readonly subject?: string;
  /** The number of the case that it claims to belong to. */
  readonly case?: string;
  /** Why, a sentence each. */
  readonly evidence: readonly string[];
  /** The raw message, in the blob store. */
  readonly raw?: string;
}

export type Verdict = { readonly kind: 'join'; readonly case: string } | { readonly kind: 'open' | 'discard' };

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
  const facts: HeldFacts = { from, subject: email.subject ?? '(no subject)', case: suspect.number, evidence };
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
  subject: z.string(),
  case: z.string(),
  evidence: z.array(z.string()),
});

type HeldFacts = z.infer<typeof heldFacts>;

function heldKey(id: string): string {
  return `held/${id}`;
}

/** What waits for an agent, oldest first. */
export async function listHeld(ports: QuarantinePorts, limit: number): Promise<readonly HeldMail[]> {
  const items = await ports.listInbox('email', limit, 'quarantined');
  const state = ports.channelState('email');
  return Promise.all(
    items.map(async (item) => toHeld(item, heldFacts.safeParse(await state.get(heldKey(item.id))).data)),
  );
}

function toHeld(item: InboxItem, facts: HeldFacts | undefined): HeldMail {
  const known = { id: item.id, receivedAt: item.receivedAt.toString(), ...(item.raw && { raw: item.raw.hash }) };
  if (facts !== undefined) return { ...known, reason: 'unknown-sender', ...facts };
  return { ...known, reason: 'unreadable', evidence: item.lastError === undefined ? [] : [item.lastError] };
}

/** More mail than this is not looked through for one id. */
const mostHeld = 10_000;

export type Ruled = { readonly ok: true } | { readonly ok: false; readonly fault: 'not-held' | 'no-such-case' };

/**
 * Carries out what an agent decides. A mail let in comes in anew, with its bytes and its instant of receipt, so that its
 * clocks run as if nobody had held it.
 */
export async function rule(ports: QuarantinePorts, id: string, verdict: Verdict, by: string): Promise<Ruled> {
  const join = verdict.kind === 'join' ? (await ports.findCase(verdict.case))?.record : undefined;
  if (verdict.kind === 'join' && join === undefined) return { ok: false, fault: 'no-such-case' };
  return ports.transaction(async (unit): Promise<Ruled> => {
    const item = (await unit.listInbox('email', mostHeld, 'quarantined')).find((one) => one.id === id);
    if (item === undefined) return { ok: false, fault: 'not-held' };
    const envelope: MailEnvelope = {
      ...readEnvelope(item.envelope),
      ruling: { by, ...(join !== undefined && { join: join.id }) },
    };
    const { externalId, raw, receivedAt, channel } = item;
    if (verdict.kind !== 'discard') {
      await unit.acceptInbox({
        channel,
        externalId: `${externalId}/let-in`,
        envelope,
        receivedAt,
        ...(raw && { raw }),
      });
    }
    await unit.settleInbox(id, { outcome: verdict.kind === 'discard' ? `discarded by ${by}` : `let in by ${by}` });
    return { ok: true };
  });
}
