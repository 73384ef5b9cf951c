import type { CaseStore, Organisation } from '@sla/case-store';
import type { Temporal } from '@sla/core';
import type { CaseView, Desk, IncomingMessage } from '@sla/desk';
import { z } from 'zod';

import { organisationOf } from '../organisation-of.ts';
import type { Caller } from '../session/admission.ts';
import { FilesInJson, storeFilesInJson } from './attached-files.ts';
import { cardJson } from './card-json.ts';
import { plainText } from './input.ts';
import type { OpenedJson } from './machine-contract.ts';
import type { OnceRequest } from './once.ts';
import { present } from './present.ts';
import { ProblemError } from './problem.ts';
import { iso, type Reading } from './reading.ts';
import { keyOf } from './scope.ts';

/** What opening a case needs of the store beside the desk. */
export type IntakeStore = Pick<CaseStore, 'blobs' | 'findContact' | 'listOrganisations'>;

const name = plainText(200).min(1);
const Requester = z.strictObject({ email: z.email().max(320), name: name.exactOptional() });

/** POST /api/cases */
export const OpenCase = z.strictObject({
  requester: Requester,
  organisation: name.exactOptional(),
  subject: plainText(500).min(1),
  text: plainText(100_000).min(1),
  /** What triage goes by; see the policy's `when`. */
  impact: name.exactOptional(),
  workaround: name.exactOptional(),
  priority: name.exactOptional(),
  policy: name.exactOptional(),
  /** Whether the requester is told of the number by mail. */
  acknowledge: z.boolean().default(true),
  attachments: FilesInJson.default([]),
});

/** POST /api/cases/:number/messages */
export const SayOnCase = z.strictObject({
  from: Requester.exactOptional(),
  text: plainText(100_000).min(1),
  attachments: FilesInJson.default([]),
});

export interface Arrival {
  readonly caller: Caller;
  readonly once: OnceRequest | undefined;
  readonly now: Temporal.Instant;
  /** For a request that has no key of its own. */
  readonly fallback: string;
}

/** A case as a program opens it. Throws `bad-input` for what does not exist, `outside-scope` for people of others. */
export async function incomingCase(
  body: z.infer<typeof OpenCase>,
  arrival: Arrival,
  desk: Desk,
  store: IntakeStore,
): Promise<IncomingMessage> {
  const organisation = await organisationFor(body.requester.email, body.organisation, arrival.caller, store);
  if (body.policy !== undefined) checkPolicy(body.policy, desk);
  const { subject, priority, policy, impact, workaround, requester } = body;
  return present({
    ...(await incoming(requester, body, arrival, store)),
    subject,
    priority,
    policy,
    organisation,
    facts: present({ impact, workaround }),
    mayAcknowledge: body.acknowledge,
  });
}

/** A requester's words on a case, as a program passes them on. */
export async function incomingWords(
  body: z.infer<typeof SayOnCase>,
  arrival: Arrival,
  view: CaseView,
  store: IntakeStore,
): Promise<IncomingMessage> {
  const from = body.from ?? {
    email: view.requester?.email ?? '',
    ...(view.requester?.name && { name: view.requester.name }),
  };
  if (from.email === '') throw unknownRequester();
  await organisationFor(from.email, undefined, arrival.caller, store);
  return {
    ...(await incoming(from, body, arrival, store)),
    subject: view.record.subject,
    mayAcknowledge: false,
    joins: { case: view.record.id, evidence: [`said through the API by ${saidBy(arrival.caller)}`] },
  };
}

async function incoming(
  { email, name: called }: z.infer<typeof Requester>,
  { text, attachments }: z.infer<typeof SayOnCase>,
  { caller, once, now, fallback }: Arrival,
  { blobs }: IntakeStore,
) {
  return {
    channel: 'api',
    receivedAt: now,
    externalId: once ? `${once.key} ${once.fingerprint}` : fallback,
    from: present({ address: email, name: called }),
    to: [],
    cc: [],
    text,
    references: [],
    attachments: await storeFilesInJson(blobs, attachments),
    evidence: [`came through the API by ${saidBy(caller)}`],
    machine: 'no' as const,
  };
}

function saidBy(caller: Caller): string {
  const key = keyOf(caller);
  return key ? `the key “${key.name}”` : caller.agent.name;
}

/** Whose agreement applies. A key for one organisation never speaks for the people of another. */
async function organisationFor(
  email: string,
  asked: string | undefined,
  caller: Caller,
  store: IntakeStore,
): Promise<string | undefined> {
  const all = await store.listOrganisations();
  if (asked !== undefined && !all.some(({ id }) => id === asked)) throw unknownOrganisation(all);
  const only = keyOf(caller)?.organisation;
  if (only === undefined) return asked;
  const known = await store.findContact({ email: email.toLowerCase() });
  // Who is known under an organisation that is gone is still none of ours.
  const theirs = organisationOf(email, known, all)?.id ?? known?.organisation;
  if ((asked ?? only) !== only || (theirs ?? only) !== only)
    throw new ProblemError('outside-scope', { organisation: only });
  return only;
}

function unknownOrganisation(all: readonly Organisation[]): ProblemError {
  const ids = all.map(({ id }) => id).join(', ') || 'none is set up';
  return badField('organisation', `there is no such organisation; the desk knows: ${ids}`);
}

function unknownRequester(): ProblemError {
  return badField('from', 'the requester of this case has no address; say who speaks');
}

function checkPolicy(policy: string, desk: Desk): void {
  const ids = desk.read.policies().map(({ id }) => id);
  if (!ids.includes(policy)) throw badField('policy', `there is no such policy; the desk has: ${ids.join(', ')}`);
}

function badField(path: string, message: string): ProblemError {
  return new ProblemError('bad-input', {}, [{ path, message }]);
}

export function openedJson(view: CaseView, opened: boolean, reading: Reading, url: string): OpenedJson {
  const card = cardJson(view.card, reading);
  return present({
    number: card.number,
    id: card.id,
    opened,
    state: card.state,
    priority: card.priority,
    organisation: view.record.organisation,
    openedAt: iso(view.record.openedAt),
    promises: card.promises,
    evidence: view.messages[0]?.evidence ?? [],
    url: `${url}/cases/${card.number}`,
  });
}
