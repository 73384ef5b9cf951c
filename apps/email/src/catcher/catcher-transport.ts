import type { MailTransport } from '../sending/mail-transport.ts';
import type { MailFolder } from './mail-folder.ts';

/** Keeps outgoing mail in the folder instead of sending it: for demos, and for desks that have no relay yet. */
export function catcherTransport(folder: MailFolder, now: () => Promise<Date>): MailTransport {
  return {
    name: 'the built-in mail catcher',
    send: async (mail) => {
      const id = await folder.keep('out', mail.messageId, await now(), mail.createReadStream());
      return { kind: 'delivered', messageId: mail.messageId, detail: `kept in the mail catcher as ${id}` };
    },
    close: () => Promise.resolve(),
  };
}
