import type { Delivery } from '@sla/desk';

import type { ComposedMail } from '../compose-email.ts';

/** The way out for composed mail: a relay, or the catcher. */
export interface MailTransport {
  /** For people: where mail goes. */
  readonly name: string;
  /** When `signal` fires the mail is not sent, unless the other side has it already. */
  send(mail: ComposedMail, signal: AbortSignal): Promise<Delivery>;
  close(): Promise<void>;
}
