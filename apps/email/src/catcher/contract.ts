/** What the catcher's pages ask and get, as JSON. `at` is an ISO instant; errors are `{ error: { code, message } }`. */

/** `GET /mail/api/messages`: newest first. */
export interface CaughtMails {
  readonly deskAddress: string;
  readonly messages: readonly CaughtMailSummary[];
}

export interface CaughtMailSummary {
  readonly id: string;
  readonly at: string;
  /** `out`: the desk sent it. `in`: written here as a customer. */
  readonly direction: 'out' | 'in';
  readonly from: MailParty;
  readonly to: readonly MailParty[];
  readonly subject: string;
  /** The first words. */
  readonly preview: string;
  /** What the desk sent it as. */
  readonly purpose?: 'receipt' | 'reply' | 'update' | 'resolution' | 'notice' | 'sign-in';
  readonly caseNumber?: string;
}

export interface MailParty {
  readonly address: string;
  readonly name?: string;
}

/** `GET /mail/api/messages/:id` */
export interface CaughtMail extends CaughtMailSummary {
  readonly messageId: string;
  readonly inReplyTo?: string;
  readonly replyTo: readonly MailParty[];
  readonly text: string;
  /** As it was sent; to be sanitised before it is shown. */
  readonly html?: string;
  /** Where the quoted history begins in `text`, in UTF-16 units. */
  readonly quoteFrom?: number;
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly size: number }[];
  /** Every header field, in order. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

/** `POST /mail/api/write`: a new mail to the desk, over real SMTP. */
export interface WriteMail {
  readonly from: string;
  readonly name?: string;
  /** The desk's address unless another of its inboxes is meant. */
  readonly to?: string;
  readonly subject: string;
  readonly text: string;
}

/** `POST /mail/api/reply`: an answer to a caught mail, as its recipient unless `from` names another. */
export interface ReplyToMail {
  readonly id: string;
  readonly text: string;
  readonly from?: string;
}

/** The answer to both. */
export interface MailWritten {
  readonly id: string;
  readonly messageId: string;
}

export interface MailProblem {
  readonly error: {
    readonly code: 'bad-input' | 'no-such-mail' | 'intake-is-off' | 'not-taken';
    readonly message: string;
  };
}
