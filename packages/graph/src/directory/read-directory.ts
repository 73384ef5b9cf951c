import { z } from 'zod';

import { hasCode } from '../graph-error.ts';
import { type Operation, operations } from '../operations.ts';
import { expectShape, literal, path, type Sender } from '../transport/sender.ts';
import type { DirectoryPort, DirectoryUser } from './directory-port.ts';

const selected = 'id,displayName,mail,userPrincipalName,userType,accountEnabled';

const userShape = z.object({
  '@odata.type': z.string().nullish(),
  id: z.string().min(1),
  displayName: z.string().nullish(),
  mail: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  userType: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
});

export function readDirectory(sender: Sender): DirectoryPort {
  const one = async (operation: Operation, address: string): Promise<DirectoryUser | undefined> => {
    try {
      return toUser(await sender.json({ operation, method: 'GET', path: address, repeatable: true }, userShape));
    } catch (error) {
      if (hasCode(error, 'not-found')) return undefined;
      throw error;
    }
  };
  return {
    user: (id) => one(operations.readUser, path(['users', id], { $select: selected })),
    managerOf: (id) => one(operations.readManager, path(['users', id, 'manager'], { $select: selected })),
    userByMail: (address) => userByMail(sender, address),
    groupMembers: (groupId) => groupMembers(sender, groupId),
  };
}

async function userByMail(sender: Sender, address: string): Promise<DirectoryUser | undefined> {
  const filter = [
    `mail eq ${literal(address)}`,
    `userPrincipalName eq ${literal(address)}`,
    `proxyAddresses/any(p:p eq ${literal(`smtp:${address}`)})`,
  ].join(' or ');
  const { value } = await sender.page({
    operation: operations.readUser,
    method: 'GET',
    path: path(['users'], { $filter: filter, $select: selected, $top: '2' }),
    repeatable: true,
  });
  const [found, another] = value.map((entry) => expectShape(entry, userShape, operations.readUser));
  return found && !another ? toUser(found) : undefined;
}

/** Groups and devices among the members are left out here, not by the service: its filter by type needs eventual consistency. */
async function* groupMembers(sender: Sender, groupId: string): AsyncGenerator<DirectoryUser> {
  const members = sender.entries(
    {
      operation: operations.readGroup,
      method: 'GET',
      path: path(['groups', groupId, 'transitiveMembers'], { $select: selected, $top: '999' }),
      repeatable: true,
    },
    userShape,
  );
  for await (const member of members) {
    if (member['@odata.type'] === '#microsoft.graph.user') yield toUser(member);
  }
}

function toUser(user: z.output<typeof userShape>): DirectoryUser {
  return {
    id: user.id,
    displayName: user.displayName ?? user.userPrincipalName ?? user.id,
    ...(user.mail ? { mail: user.mail } : {}),
    principalName: user.userPrincipalName ?? '',
    isGuest: user.userType === 'Guest',
    isEnabled: user.accountEnabled ?? true,
  };
}
