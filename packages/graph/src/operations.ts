/**
 * Who can give a permission: an administrator for the whole tenant, Exchange for the mailboxes in a scope, or the owner of the
 * team or the user an app is installed for. Only the first ever shows in a token.
 */
export interface Permission {
  readonly name: string;
  readonly grantedBy: 'administrator' | 'exchange' | 'team-owner' | 'installation';
}

/** One thing that is asked of Graph: how it is called in messages, and what allows it (any of them; the least first). */
export interface Operation {
  readonly doing: string;
  readonly anyOf: readonly Permission[];
}

const application = (...names: string[]): readonly Permission[] =>
  names.map((name) => ({ name, grantedBy: 'administrator' }));

/** Exchange's roles for applications bear the names of the permissions. */
const mailbox = (...names: string[]): readonly Permission[] => [
  ...names.map((name): Permission => ({ name: `Application ${name}`, grantedBy: 'exchange' })),
  ...application(...names),
];

const channelMessages: readonly Permission[] = [
  { name: 'ChannelMessage.Read.Group', grantedBy: 'team-owner' },
  ...application('ChannelMessage.Read.All'),
];

/** Permissions as Microsoft's permission reference lists them for app-only access, Graph v1.0. */
export const operations = {
  readMail: { doing: 'read mail', anyOf: mailbox('Mail.Read', 'Mail.ReadWrite') },
  changeMail: { doing: 'mark or move mail', anyOf: mailbox('Mail.ReadWrite') },
  writeDraft: { doing: 'prepare a mail', anyOf: mailbox('Mail.ReadWrite') },
  sendMail: { doing: 'send mail', anyOf: mailbox('Mail.Send') },
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
  readFile: {
    doing: 'read a file that was shared in Teams',
    anyOf: application('Files.Read.All', 'Sites.Read.All', 'Files.ReadWrite.All', 'Sites.ReadWrite.All'),
  },
  writeFile: {
    doing: "put a file into a channel's folder",
    anyOf: application('Files.ReadWrite.All', 'Sites.ReadWrite.All'),
  },
  readHosted: { doing: 'read a picture inside a channel message', anyOf: channelMessages },
  readChannel: { doing: 'read channel messages', anyOf: channelMessages },
  subscribeToMail: { doing: 'subscribe to a mailbox', anyOf: mailbox('Mail.Read', 'Mail.ReadWrite') },
  subscribeToChannel: { doing: 'subscribe to channel messages', anyOf: channelMessages },
  keepSubscription: { doing: 'renew or end a subscription', anyOf: [] },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;

/** Those of the named operations that only an administrator could allow and did not. What Exchange, a team or an installation may allow shows in no token, so it is not counted: it has to be tried. */
export function uncovered(names: readonly OperationName[], granted: readonly string[]): readonly Operation[] {
  return names.map((name): Operation => operations[name]).filter(({ anyOf }) => !isCovered(anyOf, granted));
}

function isCovered(anyOf: readonly Permission[], granted: readonly string[]): boolean {
  if (anyOf.length === 0) return true;
  return anyOf.some(({ name, grantedBy }) => grantedBy !== 'administrator' || granted.includes(name));
}
