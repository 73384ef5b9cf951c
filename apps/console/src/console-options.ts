import type { CaseStore } from '@sla/case-store';
import type { DeskIdentity } from '@sla/desk';

import type { DeskHealthJson, SessionJson } from './api/contract.ts';
import type { Rate } from './keys/rate-limit.ts';
import type { SettingsPort } from './session/sessions.ts';

/** What API keys, files that are sent in, and the customers' portal need of the store. */
export type ConsoleStore = Pick<
  CaseStore,
  'transaction' | 'setting' | 'channelState' | 'blobs' | 'findContact' | 'listOrganisations'
>;

/** What the console needs beside the desk. */
export interface ConsoleOptions extends SettingsPort {
  readonly identity: DeskIdentity;
  /** Without it there are no API keys, no address that opens a case, and no portal. */
  readonly store?: ConsoleStore;
  /** How much one API key may ask. */
  readonly rate?: Rate;
  /** Where browsers reach the console: sign-in links lead there, cookies and the check of origins follow it. */
  readonly url: string;
  /** Further host names it answers to; loopback and that of `url` always belong. */
  readonly hosts?: readonly string[];
  /** The folder of the built pages; by default the one that this package's build makes. */
  readonly pages?: string;
  /** What the pages tell of the desk: demo data, the mail catcher, the quarantine, where mail comes in. */
  readonly about?: Pick<SessionJson['desk'], 'demo' | 'smtpIntake' | 'customers'> & {
    readonly catcher?: boolean;
    readonly quarantine?: boolean;
  };
  /** How each mailbox does, as the mail app knows it. */
  readonly mailboxes?: () => Promise<DeskHealthJson['mailboxes']> | DeskHealthJson['mailboxes'];
  /** How each chat does, as the chat apps know it. */
  readonly chats?: () => Promise<DeskHealthJson['chats']> | DeskHealthJson['chats'];
  /** Told of every failure of ours, with the reference that the reader was given. */
  readonly onFault?: (fault: { readonly error: unknown; readonly reference: string; readonly request: string }) => void;
}
