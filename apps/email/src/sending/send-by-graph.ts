import type { Readable } from 'node:stream';

import type { CaseStore } from '@sla/case-store';
import { Temporal } from '@sla/core';
import type { Delivery } from '@sla/desk';
import { connectGraph, type Draft, GraphError, hasCode, type MailPort } from '@sla/graph';
import { z } from 'zod';

import type { ComposedMail, LetterFile } from '../compose-email.ts';
import type { GraphOptions } from '../config.ts';
import type { MailTransport } from './mail-transport.ts';

export type GraphSendingPorts = Pick<CaseStore, 'channelState' | 'now'>;

/** Microsoft Graph takes 3 MB of MIME in one request; base64 makes 4 MB of it. */
const largest = 3_000_000;
/** And files of this size beside it. */
const largestFile = 150_000_000;

/**
 * Sends from a Microsoft 365 mailbox by Graph, as the MIME that we wrote; of larger mail the files are put beside it. The draft
 * is noted before it is sent, so that a try whose end nobody saw is looked up, never repeated. What is too large even so goes by
 * `larger`, where there is one.
 */
export function sendByGraph(options: GraphOptions, ports: GraphSendingPorts, larger?: MailTransport): MailTransport {
  const { mail } = connectGraph({
    tenantId: options.tenant,
    clientId: options.clientId,
    credential: { secret: options.secret },
    cloud: options.cloud,
    now: options.now,
    ...(options.fetch && { fetch: options.fetch }),
    // The outbox is patient in its own time; a mail must not hold up those behind it.
    patience: { attempts: 2, longestWaitMs: 2_000 },
  });
  const drafts = notedDrafts(options.id, ports);
  return {
    name: `Microsoft Graph from ${options.address}`,
    send: async (composed, signal) => {
      const parcel = await packed(composed);
      if (parcel === undefined) return larger?.send(composed, signal) ?? { kind: 'refused', error: tooLarge };
      try {
        return await sendOnce({ mail, drafts, address: options.address }, composed, parcel, signal);
      } catch (error) {
        return failureOf(error);
      }
    },
    close: async () => undefined,
  };
}

/** A mail as Graph takes it. */
interface Parcel {
  readonly mime: Buffer;
  /** Those that the MIME does not hold. */
  readonly files: readonly LetterFile[];
}

/** Undefined where it is larger than Graph takes in any way. */
async function packed({ createReadStream, apart }: ComposedMail): Promise<Parcel | undefined> {
  // Files are not opened for a mail that they make too large.
  const inFiles = (apart?.files ?? []).reduce((sum, { size }) => sum + size, 0);
  const whole = inFiles > largest ? undefined : await bytesOf(createReadStream());
  if (whole !== undefined) return { mime: whole, files: [] };
  if (apart === undefined || apart.files.some(({ size }) => size > largestFile)) return undefined;
  const words = await bytesOf(apart.createReadStream());
  return words && { mime: words, files: apart.files };
}

async function bytesOf(content: Readable): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largest) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

interface Way {
  readonly mail: MailPort;
  readonly drafts: ReturnType<typeof notedDrafts>;
  readonly address: string;
}

async function sendOnce(
  { mail, drafts, address }: Way,
  { messageId }: ComposedMail,
  parcel: Parcel,
  signal: AbortSignal,
): Promise<Delivery> {
  const noted = await drafts.find(messageId);
  const draft = noted ?? (await writeDraft(mail, address, parcel, signal));
  // Noted only when its files are in: a draft that lacks some is never sent.
  if (noted === undefined) await drafts.note(messageId, draft);
  try {
    const how = await mail.sendDraft(draft, signal);
    const detail = how === 'sent' ? 'sent by Microsoft Graph' : 'had been sent by Microsoft Graph';
    return { kind: 'delivered', messageId: draft.internetMessageId.replace(/^<|>$/g, ''), detail };
  } catch (error) {
    if (hasCode(error, 'not-found')) await drafts.missed(messageId, draft);
    throw error;
  }
}

async function writeDraft(
  mail: MailPort,
  address: string,
  { mime, files }: Parcel,
  signal: AbortSignal,
): Promise<Draft> {
  const draft = await mail.createDraft(address, mime, signal);
  for (const { open, ...file } of files) await mail.attach(draft, { ...file, content: open() }, signal);
  return draft;
}

const tooLarge =
  'Microsoft Graph takes no more than 3 MB of text and 150 MB a file: name a relay for larger mail, or send the files as links';

/** Busy or full for the moment, whatever the status says. */
const passing =
  /^(ErrorServerBusy|ErrorTooManyObjectsOpened|ErrorTimeoutExpired|ErrorMailboxStoreUnavailable|ErrorExceededMessageLimit|ErrorQuotaExceeded)/;

/** What Graph says of the mail itself is final, as 5xx is by SMTP; all else may be different next time. */
export function failureOf(error: unknown): Delivery {
  const said = error instanceof Error ? error.message : String(error);
  if (!(error instanceof GraphError)) return { kind: 'try-again', error: said };
  const { serviceCode = '', retryAfterMs } = error.facts;
  const aboutMail = hasCode(error, 'invalid', 'too-large') && !passing.test(serviceCode);
  if (aboutMail) return { kind: 'refused', error: said };
  const retryAfterSeconds = retryAfterMs === undefined ? undefined : Math.ceil(retryAfterMs / 1_000);
  return { kind: 'try-again', error: said, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
}

const notedSchema = z.object({
  draft: z.object({ mailbox: z.string(), id: z.string(), internetMessageId: z.string() }),
  at: z.string(),
  missingSince: z.string().optional(),
});

type Noted = z.infer<typeof notedSchema>;

/** A mail just sent shows up in no folder for a moment; what is gone for longer was thrown away, and never sent. */
const goneAfter = { minutes: 10 };
/** No outbox tries for so long. */
const keptFor = { hours: 24 * 30 };

function notedDrafts(mailbox: string, { channelState, now }: GraphSendingPorts) {
  const state = channelState('email');
  const prefix = `graph-draft/${mailbox}/`;
  const read = async (messageId: string): Promise<Noted | undefined> =>
    notedSchema.safeParse(await state.get(`${prefix}${messageId}`)).data;
  let tidied: Promise<void> | undefined;
  return {
    async find(messageId: string): Promise<Draft | undefined> {
      tidied ??= tidy();
      await tidied;
      const noted = await read(messageId);
      const gone = noted?.missingSince !== undefined && isPast(noted.missingSince, goneAfter, await now());
      return gone ? undefined : noted?.draft;
    },
    note: async (messageId: string, draft: Draft): Promise<void> =>
      state.put(`${prefix}${messageId}`, { draft: { ...draft }, at: (await now()).toString() }),
    async missed(messageId: string, draft: Draft): Promise<void> {
      const at = (await now()).toString();
      const before = await read(messageId);
      await state.put(`${prefix}${messageId}`, {
        draft: { ...draft },
        at: before?.at ?? at,
        missingSince: before?.missingSince ?? at,
      });
    },
  };

  async function tidy(): Promise<void> {
    const instant = await now();
    for (const { key, value } of await state.list(prefix)) {
      const noted = notedSchema.safeParse(value).data;
      if (noted === undefined || isPast(noted.at, keptFor, instant)) await state.delete(key);
    }
  }
}

function isPast(since: string, span: Temporal.DurationLike, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(Temporal.Instant.from(since).add(span), now) < 0;
}
