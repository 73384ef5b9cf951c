import { z } from 'zod';

import { GraphError, hasCode } from '../graph-error.ts';
import { operations } from '../operations.ts';
import { literal, path, type Sender } from '../transport/sender.ts';
import type { MailboxRef, MailPort } from './mail-port.ts';

const folderShape = z.object({ id: z.string().min(1), displayName: z.string().nullish() });

/** Where mail is put after it was read. */
export function fileMail(sender: Sender): Pick<MailPort, 'move' | 'folderAt'> {
  return {
    async move(mailbox, messageId, folder) {
      await sender.send({
        operation: operations.changeMail,
        method: 'POST',
        path: path(['users', mailbox, 'messages', messageId, 'move']),
        headers: { Prefer: 'IdType="ImmutableId"' },
        body: { destinationId: folder },
        // The id stays, and moving to where it is already changes nothing.
        repeatable: true,
      });
    },
    folderAt: (mailbox, folderPath) => folderAt(sender, mailbox, folderPath),
  };
}

/** Names that Graph knows in every language of a mailbox, where people see `Posteingang` or `Boîte de réception`. */
const wellKnown = new Set(['inbox', 'drafts', 'sentitems', 'deleteditems', 'archive', 'junkemail', 'msgfolderroot']);

async function folderAt(sender: Sender, mailbox: MailboxRef, folderPath: string): Promise<string> {
  const [first = '', ...rest] = folderPath.split('/').filter(Boolean);
  const known = first.toLowerCase().replaceAll(' ', '');
  let parent = wellKnown.has(known) ? known : undefined;
  for (const name of parent === undefined && first !== '' ? [first, ...rest] : rest) {
    parent = (await findFolder(sender, mailbox, parent, name)) ?? (await createFolder(sender, mailbox, parent, name));
  }
  if (parent !== undefined) return parent;
  throw new GraphError('invalid', 'A mail folder needs a name, as in Support/Done.', {
    doing: operations.changeMail.doing,
  });
}

function childrenOf(mailbox: MailboxRef, parent: string | undefined): string[] {
  return parent === undefined
    ? ['users', mailbox, 'mailFolders']
    : ['users', mailbox, 'mailFolders', parent, 'childFolders'];
}

async function findFolder(sender: Sender, mailbox: MailboxRef, parent: string | undefined, name: string) {
  const folders = sender.entries(
    {
      operation: operations.changeMail,
      method: 'GET',
      path: path(childrenOf(mailbox, parent), {
        $filter: `displayName eq ${literal(name)}`,
        $select: 'id,displayName',
      }),
      repeatable: true,
    },
    folderShape,
  );
  for await (const { id } of folders) return id;
  return undefined;
}

async function createFolder(sender: Sender, mailbox: MailboxRef, parent: string | undefined, name: string) {
  try {
    const made = await sender.json(
      {
        operation: operations.changeMail,
        method: 'POST',
        path: path(childrenOf(mailbox, parent)),
        body: { displayName: name },
        repeatable: true,
      },
      folderShape,
    );
    return made.id;
  } catch (error) {
    // Another process made it in between, or our own first attempt did.
    const existing = hasCode(error, 'conflict') ? await findFolder(sender, mailbox, parent, name) : undefined;
    if (existing !== undefined) return existing;
    throw error;
  }
}
