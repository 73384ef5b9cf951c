export type * from './catcher/contract.ts';
export { type MailHandlerOptions, mailHandler } from './catcher/mail-handler.ts';
export { type EmailOptions, type ImapOptions, type Inbox, type SmtpOptions, toEmailOptions } from './config.ts';
export {
  type InspectedBody,
  type InspectedMail,
  type InspectFault,
  type InspectOptions,
  inspectMail,
} from './inspect-mail.ts';
export { type ImportedMail, ImportFault, importMail } from './intake/import-mail.ts';
export type { MailboxStatus } from './intake/keep-watching.ts';
export type { Log } from './log.ts';
export type { MailHealth } from './mail-health.ts';
export type { HeldMail, ShownMail } from './quarantine/held-mail.ts';
export type { PastRuling, Ruled, RulingFault, Verdict } from './quarantine/quarantine.ts';
export { type PreviewedMail, previewMail } from './sending/preview-mail.ts';
export { type EmailChannel, type EmailPorts, type EmailStatus, start } from './start.ts';
