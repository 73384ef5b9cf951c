import type { CaseRecord, CaseStore, Message } from '@sla/case-store';
import { type ParticipantPorts, partIn } from './evidence/participants.ts';
import { recentAlike } from './evidence/recent-alike.ts';
import { requesterOf } from './identify-person.ts';
import type { ReadEmail } from './read-email.ts';
import { readReplyAddress } from './reply-address.ts';
import { caseTokens, type DeskMarks, isOwnId } from './signs/classify.ts';

export type FindCasePorts = Pick<CaseStore, 'findCase' | 'findMessagesById' | 'listCaseRecords' | 'now'> &
  ParticipantPorts;

/** Where a mail belongs, and why, a sentence each; agents see them with the message. */
export interface Found {
  readonly case?: CaseRecord;
  /** An agent wrote it who takes no part in the case as a requester: it is a word among colleagues. */
  readonly byAgent?: boolean;
  /** A case that it claims to belong to, by somebody unknown there: an agent decides. */
  readonly suspect?: CaseRecord;
  readonly evidence: readonly string[];
}

export interface FindCaseOptions extends DeskMarks {
  readonly secret: string;
  /** The sender answers for the desk: any evidence will do. */
  readonly fromAgent?: boolean;
  /** The sender is not who the mail says: nobody's rights are theirs. */
  readonly disproved?: boolean;
}

/** What a piece of evidence is worth, of 100. */
const worth = { signed: 100, ours: 80, known: 60, number: 50, alike: 45 } as const;
/** Each further piece for the same case adds this. */
const further = 10;
/** Less says only where a mail may belong. */
const enough = 40;
/** Whoever shows this much has seen the case's mail: from a stranger it waits for an agent. */
const thread = 60;

interface Evidence {
  readonly ref: string;
  readonly kind: keyof typeof worth;
  readonly why: string;
}

interface Candidate {
  readonly record: CaseRecord;
  readonly score: number;
  readonly kind: keyof typeof worth;
  readonly why: readonly string[];
}

/**
 * Looks for the case of a mail and weighs the evidence: a reply address that we signed, an id of ours, an id the case
 * knows, a case number in the subject, the same sender and subject lately. All but the first can be guessed or copied, so
 * they count for people who take part in the case.
 */
export async function findCase(
  email: ReadEmail,
  recipients: readonly string[],
  options: FindCaseOptions,
  ports: FindCasePorts,
): Promise<Found> {
  const doubts: string[] = [];
  const sender = senderOf(email, options);
  const evidence = await evidenceOf(email, recipients, options, ports, doubts);
  let suspect: CaseRecord | undefined;
  for (const candidate of await weigh(evidence, ports)) {
    const { record, score, why } = candidate;
    const standing = await standingIn(candidate, sender, options, ports);
    if (standing !== undefined && score >= enough) {
      const said =
        why.length > 1 || score < 100 ? [`It joins ${record.number} by ${score} of 100: ${standing.why}.`] : [];
      return { case: record, ...(standing.byAgent && { byAgent: true }), evidence: [...why, ...said] };
    }
    doubts.push(...why, doubtAbout(candidate, sender, standing !== undefined, options.disproved === true));
    if (standing === undefined && score >= thread) suspect ??= record;
  }
  return { ...(suspect !== undefined && { suspect }), evidence: doubts };
}

/** The cases that any evidence names, by id or by number, for whoever wants to look at them beforehand. */
export async function casesNamedBy(
  email: ReadEmail,
  recipients: readonly string[],
  options: FindCaseOptions,
  ports: EvidencePorts,
): Promise<readonly string[]> {
  return (await evidenceOf(email, recipients, options, ports, [])).map(({ ref }) => ref);
}

type EvidencePorts = Pick<FindCasePorts, 'findMessagesById' | 'findContact' | 'listCaseRecords' | 'now'>;

async function evidenceOf(
  email: ReadEmail,
  recipients: readonly string[],
  options: FindCaseOptions,
  ports: EvidencePorts,
  doubts: string[],
): Promise<readonly Evidence[]> {
  const alike = await recentAlike(email, senderOf(email, options), ports);
  return [
    ...signedAddresses(recipients, options, doubts),
    ...(await idsAndNumbers(email, options, ports)),
    ...alike.map((one) => ({ ...one, kind: 'alike' as const })),
  ];
}

function senderOf(email: ReadEmail, { addresses }: DeskMarks): string {
  return requesterOf(email, addresses)?.address ?? '';
}

/** A bounce names the mail that did not arrive; its sender is a machine, so only an id of ours counts. */
export async function findBouncedCase(
  email: ReadEmail,
  options: DeskMarks,
  ports: FindCasePorts,
): Promise<Found & { readonly bounced?: Message }> {
  const known = await ports.findMessagesById(ownIdsIn(email, options));
  const message =
    namedIn(email).flatMap((id) => known.find(({ messageId }) => messageId === id) ?? [])[0] ?? known.at(-1);
  const record = message && (await survivor(message.caseId, ports));
  if (message === undefined || record === undefined)
    return { evidence: ['It names no mail of ours that a case knows.'] };
  return { case: record, bounced: message, evidence: [`It reports on our mail <${message.messageId ?? ''}>.`] };
}

/** Our Message-IDs that a mail names anywhere, first those by which it may say what it answers or returns. */
export function ownIdsIn(email: ReadEmail, marks: DeskMarks): readonly string[] {
  const ids = [...namedIn(email), ...idsIn(textsOf(email))];
  return [...new Set(ids.filter((id) => isOwnId(id, marks)))].slice(0, 50);
}

/** An answer names those before it too: what was returned says of itself which it is. */
function namedIn(email: ReadEmail): readonly string[] {
  return [...returnedIds(textsOf(email)), ...email.references.toReversed()];
}

function textsOf({ reports, text }: ReadEmail): readonly string[] {
  return [...reports.map((report) => report.text), text];
}

/** The case, or the one it was merged into. */
export async function survivor(ref: string, ports: Pick<CaseStore, 'findCase'>): Promise<CaseRecord | undefined> {
  let record = (await ports.findCase(ref))?.record;
  for (let hops = 0; record?.mergedInto !== undefined && hops < 10; hops += 1) {
    record = (await ports.findCase(record.mergedInto))?.record;
  }
  return record;
}

/** The Message-ID fields of headers that a report returns, as a part or among its words. */
function returnedIds(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) =>
    [...text.slice(0, 262_144).matchAll(/^message-id:\s{0,99}<([^<>\s]{3,300})>/gim)].map((match) => match[1] ?? ''),
  );
}

function idsIn(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) =>
    [...text.slice(0, 262_144).matchAll(/<([^<>\s]{3,300})>/g)].map((match) => match[1] ?? ''),
  );
}

function signedAddresses(
  recipients: readonly string[],
  options: FindCaseOptions,
  doubts: string[],
): readonly Evidence[] {
  return [...new Set(recipients)].flatMap((address) => {
    const read = readReplyAddress(address, options.secret);
    if (read.kind === 'forged') {
      doubts.push(`It was sent to an address that names ${read.caseNumber}, but not with our signature.`);
    }
    if (read.kind !== 'signed') return [];
    const why = `It was sent to the reply address of ${read.caseNumber}.`;
    return [{ ref: read.caseNumber, kind: 'signed' as const, why }];
  });
}

async function idsAndNumbers(
  email: ReadEmail,
  options: FindCaseOptions,
  ports: Pick<FindCasePorts, 'findMessagesById'>,
): Promise<readonly Evidence[]> {
  const known = email.references.length === 0 ? [] : await ports.findMessagesById(email.references);
  const newestFirst = email.references
    .toReversed()
    .flatMap((id) => known.filter((message) => message.messageId === id));
  const byId = newestFirst.map((message): Evidence => {
    const kind = isOwnId(message.messageId ?? '', options) ? 'ours' : 'known';
    const whose = kind === 'ours' ? 'our mail' : 'a mail of the case,';
    return { ref: message.caseId, kind, why: `It refers to ${whose} <${message.messageId ?? ''}>.` };
  });
  const numbers = caseTokens(email.subject ?? '', options.casePrefix);
  return [
    ...byId,
    ...numbers.map((number) => ({ ref: number, kind: 'number' as const, why: `Its subject names ${number}.` })),
  ];
}

/** At most this many cases are considered for one mail. */
const mostCandidates = 5;

/** Adds up what speaks for each case; the strongest comes first, of equals the one that was named first. */
async function weigh(evidence: readonly Evidence[], ports: FindCasePorts): Promise<readonly Candidate[]> {
  const found = new Map<string, Candidate>();
  const records = new Map<string, CaseRecord | undefined>();
  for (const { ref, kind, why } of evidence) {
    if (!records.has(ref) && records.size < 4 * mostCandidates) records.set(ref, await survivor(ref, ports));
    const record = records.get(ref);
    if (record === undefined) continue;
    const before = found.get(record.id);
    if (before === undefined) found.set(record.id, { record, kind, score: worth[kind], why: [why] });
    else if (!before.why.includes(why)) found.set(record.id, strengthened(before, kind, why));
  }
  return [...found.values()].sort((a, b) => b.score - a.score).slice(0, mostCandidates);
}

/** Many ids of one thread are one piece of evidence. */
function strengthened(before: Candidate, kind: Evidence['kind'], why: string): Candidate {
  const strongest = worth[kind] > worth[before.kind] ? kind : before.kind;
  const added = kind === before.kind ? 0 : further;
  const score = Math.min(100, Math.max(before.score, worth[kind]) + added);
  return { ...before, kind: strongest, score, why: before.why.length < 5 ? [...before.why, why] : before.why };
}

interface Standing {
  readonly why: string;
  readonly byAgent: boolean;
}

/** As whom the sender may add to the case; undefined for a stranger, and for somebody who is not who the mail says. */
async function standingIn(
  { record, kind }: Candidate,
  sender: string,
  options: FindCaseOptions,
  ports: FindCasePorts,
): Promise<Standing | undefined> {
  if (options.disproved) return undefined;
  const part = await partIn(record, sender, options.addresses, ports);
  if (part !== undefined) return { why: part, byAgent: false };
  if (options.fromAgent) return { why: `${sender} is an agent`, byAgent: true };
  return kind === 'signed' ? { why: 'whoever has its reply address got our mail', byAgent: false } : undefined;
}

function doubtAbout({ record }: Candidate, sender: string, takesPart: boolean, disproved: boolean): string {
  if (takesPart) return `That is too little to join ${record.number}, so it may only belong there.`;
  const who = sender || 'its sender';
  const lack = disproved ? `is not proved to be who it says` : `takes no part in ${record.number}`;
  return `But ${who} ${lack}, so it may only belong to ${record.number}.`;
}
