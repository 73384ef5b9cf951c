/** Who can give a permission: an administrator for the tenant, or the owner of the team or the user an app is installed for. */
export interface Permission {
  readonly name: string;
  readonly grantedBy: 'administrator' | 'team-owner' | 'installation';
}

/** One thing that is asked of Graph: how it is called in messages, and what allows it (any of them; the least first). */
export interface Operation {
  readonly doing: string;
  readonly anyOf: readonly Permission[];
}

const application = (...names: string[]): readonly Permission[] =>
  names.map((name) => ({ name, grantedBy: 'administrator' }));

const channelMessages: readonly Permission[] = [
  { name: 'ChannelMessage.Read.Group', grantedBy: 'team-owner' },
  ...application('ChannelMessage.Read.All'),
];

/** Permissions as Microsoft's permission reference lists them for app-only access, Graph v1.0. */
export const operations = {
  readMail: { doing: 'read mail', anyOf: application('Mail.Read', 'Mail.ReadWrite') },
  changeMail: { doing: 'mark or move mail', anyOf: application('Mail.ReadWrite') },
  writeDraft: { doing: 'prepare a mail', anyOf: application('Mail.ReadWrite') },
  sendMail: { doing: 'send mail', anyOf: application('Mail.Send') },
  readUser: {
    doing: 'look up a user',
    anyOf: application('User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All'),
  },
  readManager: {
    doing: "look up a user's manager",
    anyOf: application('User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All'),
  },
  readGroup: {
    doing: 'list the members of a group',
    anyOf: application('GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'),
  },
  readPresence: { doing: 'read presence', anyOf: application('Presence.Read.All', 'Presence.ReadWrite.All') },
  notifyActivity: {
    doing: 'notify a user in the activity feed',
    anyOf: [{ name: 'TeamsActivity.Send.User', grantedBy: 'installation' }, ...application('TeamsActivity.Send')],
  },
  readChannel: { doing: 'read channel messages', anyOf: channelMessages },
  subscribeToMail: { doing: 'subscribe to a mailbox', anyOf: application('Mail.Read', 'Mail.ReadWrite') },
  subscribeToChannel: { doing: 'subscribe to channel messages', anyOf: channelMessages },
  keepSubscription: { doing: 'renew or end a subscription', anyOf: [] },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;

/** Those of the named operations that the permissions a token carries do not cover. Consent given by teams or installations never shows in a token, so it is not counted as missing. */
export function uncovered(names: readonly OperationName[], granted: readonly string[]): readonly Operation[] {
  return names.map((name): Operation => operations[name]).filter(({ anyOf }) => !isCovered(anyOf, granted));
}

function isCovered(anyOf: readonly Permission[], granted: readonly string[]): boolean {
  if (anyOf.length === 0) return true;
  return anyOf.some(({ name, grantedBy }) => grantedBy !== 'administrator' || granted.includes(name));
}
