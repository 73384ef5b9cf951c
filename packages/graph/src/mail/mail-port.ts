import type { Temporal } from 'temporal-polyfill';

/** A mailbox by its address or user id. */
export type MailboxRef = string;

/** A folder of it: a well-known name (`inbox`, `archive`, `deleteditems`, …) or an id from `folderAt`. */
export interface FolderRef {
  readonly mailbox: MailboxRef;
  readonly folder: string;
}

/** What is known of a message before its MIME is fetched. `id` is immutable: it stays when the message is moved within the mailbox. */
export interface MailSummary {
  readonly id: string;
  /** Only a hint: not unique. */
  readonly internetMessageId?: string;
  readonly receivedAt: Temporal.Instant;
  readonly subject: string;
  readonly fromAddress?: string;
  readonly isRead: boolean;
  readonly isDraft: boolean;
  readonly hasAttachments: boolean;
}

export interface MailPage {
  readonly messages: readonly MailSummary[];
  /** Continue from here once this page is safely kept. Opaque. */
  readonly cursor: string;
  /** The old cursor had expired: messages seen before may come again, known by their ids. */
  readonly restarted: boolean;
  /** Nothing more for now. */
  readonly upToDate: boolean;
}

export interface MailReading {
  readonly cursor?: string;
  /** Where there is no cursor, or it has expired: leave out what was received earlier. */
  readonly receivedSince?: Temporal.Instant;
  readonly pageSize?: number;
  readonly signal?: AbortSignal;
}

/** A mail that is in the mailbox's drafts. Keep it before sending: with it, sending twice is sending once. */
export interface Draft {
  readonly mailbox: MailboxRef;
  readonly id: string;
  readonly internetMessageId: string;
}

/** A file for a draft. */
export interface MailFile {
  readonly name: string;
  readonly type: string;
  /** In bytes; exactly what `content` gives. */
  readonly size: number;
  /** By which the HTML shows it. */
  readonly contentId?: string;
  readonly inline: boolean;
  readonly content: AsyncIterable<Uint8Array>;
}

export interface MailPort {
  /** What has come into a folder since the cursor, also by being moved there; ends when up to date. An expired cursor starts anew. Ordered by date within a page, not over pages. */
  arrivals(folder: FolderRef, reading?: MailReading): AsyncIterable<MailPage>;
  /** The message as it came over the wire (RFC 5322), as a stream of any length. */
  raw(mailbox: MailboxRef, messageId: string, signal?: AbortSignal): Promise<ReadableStream<Uint8Array>>;
  markRead(mailbox: MailboxRef, messageId: string): Promise<void>;
  move(mailbox: MailboxRef, messageId: string, folder: string): Promise<void>;
  /** The id of a folder by its path, made where it is missing: `Support/Done` from the root, `inbox/Done` from a well-known folder, `inbox` itself. */
  folderAt(mailbox: MailboxRef, folderPath: string): Promise<string>;
  /** Up to about 3 MB of MIME; the service takes no more in one request. */
  createDraft(mailbox: MailboxRef, mime: string | Uint8Array, signal?: AbortSignal): Promise<Draft>;
  /** Puts a file of up to 150 MB beside a draft's words. After a failure begin with a new draft: it may be there already. */
  attach(draft: Draft, file: MailFile, signal?: AbortSignal): Promise<void>;
  /** Never twice: asks first whether it has gone, and after a failure whether it went. When `signal` fires nobody knows: ask again. */
  sendDraft(draft: Draft, signal?: AbortSignal): Promise<'sent' | 'already-sent'>;
  /** Both in one; after a crash in between nobody knows, so keep the draft yourself where twice would hurt. */
  send(mailbox: MailboxRef, mime: string | Uint8Array): Promise<Draft>;
  /** Every message of the mailbox with this Message-ID, whichever folder it is in. */
  findByMessageId(mailbox: MailboxRef, internetMessageId: string): Promise<readonly MailSummary[]>;
}
