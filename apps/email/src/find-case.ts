import type { CaseRecord, CaseStore, Message } from '@sla/case-store';

import { caseTokens, type DeskMarks, isOwnId } from './classify.ts';
import { requesterOf } from './identify-person.ts';
import { type ParticipantPorts, partIn } from './participants.ts';
import type { ReadEmail } from './read-email.ts';
import { readReplyAddress } from './reply-address.ts';

export type FindCasePorts = Pick<CaseStore, 'findCase' | 'findMessagesById'> & ParticipantPorts;

/** Where a mail belongs, and why, a sentence each; agents see them with the message. */
export interface Found {
  readonly case?: CaseRecord;
  /** An agent wrote it who takes no part in the case as a requester: it is a word among colleagues. */
  readonly byAgent?: boolean;
  readonly evidence: readonly string[];
}

export interface FindCaseOptions extends DeskMarks {
  readonly secret: string;
  /** The sender answers for the desk: any evidence will do. */
  readonly fromAgent?: boolean;
}

/**
 * Looks for the case of a mail by evidence, the strongest first: a reply address that we signed, an id of ours, an id the
 * case knows, a case number in the subject. All but the first can be guessed or copied, so they count for people who take
 * part in the case; for others the case is only named.
 */
export async function findCase(
  email: ReadEmail,
  recipients: readonly string[],
  options: FindCaseOptions,
  ports: FindCasePorts,
): Promise<Found> {
  const doubts: string[] = [];
  const sender = requesterOf(email, options.addresses)?.address ?? '';
  const bySignature = await bySignedAddress(recipients, options, ports, doubts);
  if (bySignature?.case !== undefined) {
    const part = options.fromAgent ? await partIn(bySignature.case, sender, options.addresses, ports) : 'signed';
    return part === undefined ? { ...bySignature, byAgent: true } : bySignature;
  }
  for (const { record, why } of await candidates(email, options, ports)) {
    const part = await partIn(record, sender, options.addresses, ports);
    if (part !== undefined) return { case: record, evidence: [why, `It joins ${record.number}: ${part}.`] };
    if (options.fromAgent) return { case: record, byAgent: true, evidence: [why, `${sender} is an agent.`] };
    doubts.push(`${why} But ${sender || 'its sender'} takes no part in ${record.number}, so it may only belong there.`);
  }
  return { evidence: doubts };
}

/** A bounce names the mail that did not arrive; its sender is a machine, so only an id of ours counts. */
export async function findBouncedCase(email: ReadEmail, options: DeskMarks, ports: FindCasePorts): Promise<Found> {
  const ids = [...email.references, ...idsIn(email.reports.map(({ text }) => text)), ...idsIn([email.text])];
  const ours = ids.filter((id) => isOwnId(id, options));
  const [message] = await ports.findMessagesById([...new Set(ours)].slice(0, 50));
  const record = message && (await survivor(message.caseId, ports));
  if (record === undefined) return { evidence: ['It names no mail of ours that a case knows.'] };
  return { case: record, evidence: [`It reports on our mail <${message?.messageId ?? ''}>.`] };
}

function idsIn(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) =>
    [...text.slice(0, 262_144).matchAll(/<([^<>\s]{3,300})>/g)].map((match) => match[1] ?? ''),
  );
}

async function bySignedAddress(
  recipients: readonly string[],
  options: FindCaseOptions,
  ports: FindCasePorts,
  doubts: string[],
): Promise<Found | undefined> {
  for (const address of recipients) {
    const read = readReplyAddress(address, options.secret);
    if (read.kind === 'plain') continue;
    if (read.kind === 'forged') {
      doubts.push(`It was sent to an address that names ${read.caseNumber}, but not with our signature.`);
      continue;
    }
    const record = await survivor(read.caseNumber, ports);
    if (record !== undefined)
      return { case: record, evidence: [`It was sent to the reply address of ${read.caseNumber}.`] };
  }
  return undefined;
}

interface Candidate {
  readonly record: CaseRecord;
  readonly why: string;
}

async function candidates(
  email: ReadEmail,
  options: FindCaseOptions,
  ports: FindCasePorts,
): Promise<readonly Candidate[]> {
  const known = email.references.length === 0 ? [] : await ports.findMessagesById(email.references);
  const newestFirst = email.references
    .toReversed()
    .flatMap((id) => known.filter((message) => message.messageId === id));
  const ours = newestFirst.filter((message) => isOwnId(message.messageId ?? '', options));
  const foreign = newestFirst.filter((message) => !ours.includes(message));
  const byId = (message: Message, whose: string) => ({
    ref: message.caseId,
    why: `It refers to ${whose} <${message.messageId ?? ''}>.`,
  });
  const refs = [
    ...ours.map((message) => byId(message, 'our mail')),
    ...foreign.map((message) => byId(message, 'a mail of the case,')),
    ...caseTokens(email.subject ?? '', options.casePrefix).map((number) => ({
      ref: number,
      why: `Its subject names ${number}.`,
    })),
  ];
  return distinct(refs, ports);
}

/** At most this many cases are considered for one mail. */
const mostCandidates = 5;

async function distinct(
  refs: readonly { readonly ref: string; readonly why: string }[],
  ports: FindCasePorts,
): Promise<readonly Candidate[]> {
  const found: Candidate[] = [];
  for (const { ref, why } of refs) {
    if (found.length >= mostCandidates) break;
    const record = await survivor(ref, ports);
    if (record !== undefined && !found.some((candidate) => candidate.record.id === record.id))
      found.push({ record, why });
  }
  return found;
}

/** The case, or the one it was merged into. */
async function survivor(ref: string, ports: FindCasePorts): Promise<CaseRecord | undefined> {
  let record = (await ports.findCase(ref))?.record;
  for (let hops = 0; record?.mergedInto !== undefined && hops < 10; hops += 1) {
    record = (await ports.findCase(record.mergedInto))?.record;
  }
  return record;
}
