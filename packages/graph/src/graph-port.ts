import type { MailPort } from './mail/mail-port.ts';

/** Everything the desk asks of Microsoft Graph, in the desk's words, so that the library behind it can be replaced. */
export interface GraphPort {
  readonly mail: MailPort;
  /** The application permissions the app has been granted, `Mail.ReadWrite`; undefined where the token does not say. Proves the credentials on the way. */
  grantedPermissions(): Promise<readonly string[] | undefined>;
}
