import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

import { GraphError, hasCode } from '../graph-error.ts';
import { operations } from '../operations.ts';
import { expectShape, literal, type Page, path, type Sender } from '../transport/sender.ts';
import type { FolderRef, MailboxRef, MailPage, MailPort, MailReading, MailSummary } from './mail-port.ts';

const immutable = 'IdType="ImmutableId"';
const selected = 'id,internetMessageId,receivedDateTime,subject,from,isRead,isDraft,hasAttachments';

const messageShape = z.object({
  id: z.string().min(1),
  internetMessageId: z.string().nullish(),
  receivedDateTime: z.string().nullish(),
  subject: z.string().nullish(),
  from: z.object({ emailAddress: z.object({ address: z.string().nullish() }).nullish() }).nullish(),
  isRead: z.boolean().nullish(),
  isDraft: z.boolean().nullish(),
  hasAttachments: z.boolean().nullish(),
});
const removedShape = z.object({ '@removed': z.unknown().refine((value) => value !== undefined) });

type MailReader = Pick<MailPort, 'arrivals' | 'raw' | 'markRead' | 'findByMessageId'>;

/** Ids are asked for in their immutable form with every request; the preference does not carry over by itself. */
export function readMail(sender: Sender): MailReader {
  return {
    arrivals: (folder, reading = {}) => arrivals(sender, folder, reading),
    async raw(mailbox, messageId, signal) {
      const response = await sender.send({
        operation: operations.readMail,
        method: 'GET',
        path: path(['users', mailbox, 'messages', messageId, '$value']),
        headers: { Prefer: immutable },
        repeatable: true,
        signal,
      });
      return response.body ?? new Blob([]).stream();
    },
    async markRead(mailbox, messageId) {
      await sender.send({
        operation: operations.changeMail,
        method: 'PATCH',
        path: path(['users', mailbox, 'messages', messageId]),
        headers: { Prefer: immutable },
        body: { isRead: true },
        repeatable: true,
      });
    },
    findByMessageId: (mailbox, internetMessageId) => findByMessageId(sender, mailbox, internetMessageId),
  };
}

async function* arrivals(sender: Sender, folder: FolderRef, reading: MailReading): AsyncGenerator<MailPage> {
  let cursor = reading.cursor;
  let restarted = false;
  for (;;) {
    const place = cursor === undefined ? firstPage(folder, reading) : parseCursor(cursor);
    let page: Page;
    try {
      page = await fetchPage(sender, place.address, reading);
    } catch (error) {
      if (cursor === undefined || !hasCode(error, 'cursor-expired')) throw error;
      cursor = undefined;
      restarted = true;
      continue;
    }
    const next = continuation(page, place);
    yield { messages: toMessages(page, place), cursor: next, restarted, upToDate: page.nextLink === undefined };
    if (page.nextLink === undefined) return;
    cursor = next;
  }
}

/**
 * Where to read on. The limit is ours: a filter of Graph's would stay in force for ever after, hiding old messages that are
 * moved into the folder, and cut the answer at 5,000. It lasts for the first round, also over a restart, and so travels in the
 * cursor, in the one part of an address that is never sent.
 */
interface Place {
  readonly address: string;
  readonly since?: Temporal.Instant;
}

function parseCursor(cursor: string): Place {
  const [address = '', since] = cursor.split('#', 2);
  return since === undefined ? { address } : { address, since: Temporal.Instant.from(since) };
}

function continuation({ nextLink, deltaLink }: Page, { since }: Place): string {
  if (nextLink !== undefined) return since === undefined ? nextLink : `${nextLink}#${since}`;
  if (deltaLink !== undefined) return deltaLink;
  throw new GraphError(
    'unexpected-answer',
    'Microsoft Graph sent a page of mail without saying how to go on from it.',
    {
      doing: operations.readMail.doing,
    },
  );
}

function fetchPage(sender: Sender, address: string, { pageSize = 100, signal }: MailReading): Promise<Page> {
  return sender.page({
    operation: operations.readMail,
    method: 'GET',
    path: address,
    headers: { Prefer: `${immutable}, odata.maxpagesize=${pageSize}` },
    repeatable: true,
    signal,
  });
}

/** Only what came in: marking and filing must not bring messages back. */
function firstPage({ mailbox, folder }: FolderRef, { receivedSince }: MailReading): Place {
  const address = path(['users', mailbox, 'mailFolders', folder, 'messages', 'delta'], {
    $select: selected,
    changeType: 'created',
  });
  return receivedSince === undefined ? { address } : { address, since: receivedSince };
}

/** The service promises no order. */
function toMessages(page: Page, { since }: Place): MailSummary[] {
  return page.value
    .filter((entry) => !removedShape.safeParse(entry).success)
    .map((entry) => toSummary(expectShape(entry, messageShape, operations.readMail)))
    .filter(({ receivedAt }) => since === undefined || Temporal.Instant.compare(receivedAt, since) >= 0)
    .sort((one, other) => Temporal.Instant.compare(one.receivedAt, other.receivedAt));
}

async function findByMessageId(
  sender: Sender,
  mailbox: MailboxRef,
  internetMessageId: string,
): Promise<readonly MailSummary[]> {
  const found: MailSummary[] = [];
  const messages = sender.entries(
    {
      operation: operations.readMail,
      method: 'GET',
      path: path(['users', mailbox, 'messages'], {
        $filter: `internetMessageId eq ${literal(internetMessageId)}`,
        $select: selected,
      }),
      headers: { Prefer: immutable },
      repeatable: true,
    },
    messageShape,
  );
  for await (const message of messages) found.push(toSummary(message));
  return found;
}

function toSummary(message: z.output<typeof messageShape>): MailSummary {
  const fromAddress = message.from?.emailAddress?.address;
  return {
    id: message.id,
    ...(message.internetMessageId ? { internetMessageId: message.internetMessageId } : {}),
    // Drafts have no date of receipt.
    receivedAt: Temporal.Instant.from(message.receivedDateTime ?? '1970-01-01T00:00:00Z'),
    subject: message.subject ?? '',
    ...(fromAddress ? { fromAddress } : {}),
    isRead: message.isRead ?? false,
    isDraft: message.isDraft ?? false,
    hasAttachments: message.hasAttachments ?? false,
  };
}
