import { type PeerRequest, pageOf, type Route, refusal } from './route.ts';

export interface PeerUser {
  readonly id: string;
  readonly displayName: string;
  readonly mail?: string;
  readonly userPrincipalName: string;
  readonly proxyAddresses?: readonly string[];
  readonly userType?: 'Member' | 'Guest';
  readonly accountEnabled?: boolean;
  readonly managerId?: string;
}

export interface PeerNotice {
  readonly userId: string;
  readonly body: unknown;
}

export interface PeerDirectory {
  addUser(user: PeerUser): void;
  /** Members are user ids or ids of other groups. */
  addGroup(id: string, members: readonly string[]): void;
  setPresence(userId: string, availability: string, activity?: string): void;
  /** The app is not installed for this user: the activity feed refuses. */
  uninstallFor(userId: string): void;
  /** What rang in the activity feed. */
  readonly notices: readonly PeerNotice[];
  readonly routes: readonly Route[];
}

const userRoles = ['User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All'];

export function peerDirectory(graph: string): PeerDirectory {
  const users = new Map<string, PeerUser>();
  const groups = new Map<string, readonly string[]>();
  const presences = new Map<string, { availability: string; activity: string }>();
  const uninstalled = new Set<string>();
  const notices: PeerNotice[] = [];

  const find = (id = '') =>
    users.get(id) ?? [...users.values()].find(({ userPrincipalName }) => userPrincipalName === id);
  const answer = (user: PeerUser | undefined) =>
    user
      ? { status: 200, json: view(user) }
      : refusal(
          404,
          'Request_ResourceNotFound',
          'Resource does not exist or one of its queried references is not present.',
        );

  const byAddress = ({ query }: PeerRequest) => {
    const wanted = (/mail eq '((?:[^']|'')*)'/.exec(query.get('$filter') ?? '')?.[1] ?? '').replaceAll("''", "'");
    const same = (address: string | undefined) => address?.toLowerCase() === wanted.toLowerCase();
    return [...users.values()].filter(
      ({ mail, userPrincipalName, proxyAddresses = [] }) =>
        same(mail) || same(userPrincipalName) || proxyAddresses.some((proxy) => same(proxy.replace(/^smtp:/i, ''))),
    );
  };

  const membersOf = (groupId: string, seen = new Set<string>()): unknown[] =>
    (groups.get(groupId) ?? []).flatMap((id) => {
      if (seen.has(id)) return [];
      seen.add(id);
      const user = users.get(id);
      if (user) return [{ '@odata.type': '#microsoft.graph.user', ...view(user) }];
      return [{ '@odata.type': '#microsoft.graph.group', id }, ...membersOf(id, seen)];
    });

  return {
    addUser: (user) => users.set(user.id, user),
    addGroup: (id, members) => groups.set(id, members),
    setPresence: (userId, availability, activity = availability) => presences.set(userId, { availability, activity }),
    uninstallFor: (userId) => uninstalled.add(userId),
    notices,
    routes: [
      {
        method: 'GET',
        pattern: '/users',
        anyOf: userRoles,
        handle: (request) => ({ status: 200, json: pageOf(byAddress(request).map(view), request, 100, graph) }),
      },
      { method: 'GET', pattern: '/users/:id', anyOf: userRoles, handle: ({ params }) => answer(find(params.id)) },
      {
        method: 'GET',
        pattern: '/users/:id/manager',
        anyOf: ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All'],
        handle: ({ params }) => answer(find(find(params.id)?.managerId)),
      },
      {
        method: 'GET',
        pattern: '/groups/:id/transitiveMembers',
        anyOf: ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'],
        handle: (request) => {
          const { id = '' } = request.params;
          if (!groups.has(id)) return refusal(404, 'Request_ResourceNotFound', 'no such group');
          return { status: 200, json: pageOf(membersOf(id), request, 100, graph) };
        },
      },
      {
        method: 'POST',
        pattern: '/communications/getPresencesByUserId',
        anyOf: ['Presence.Read.All', 'Presence.ReadWrite.All'],
        handle: ({ body }) => {
          const { ids } = JSON.parse(body) as { ids: string[] };
          if (ids.length > 650) return refusal(400, 'BadRequest', 'no more than 650 ids');
          const value = ids.flatMap((id) => {
            const presence = presences.get(id);
            return presence ? [{ id, ...presence }] : [];
          });
          return { status: 200, json: { value } };
        },
      },
      {
        method: 'POST',
        pattern: '/users/:id/teamwork/sendActivityNotification',
        anyOf: ['TeamsActivity.Send'],
        handle: ({ params, body }) => {
          const { id = '' } = params;
          if (!users.has(id)) return refusal(404, 'NotFound', 'no such user');
          if (uninstalled.has(id)) {
            return refusal(
              403,
              'Forbidden',
              'Application is not installed for the user or the activity type is not declared.',
            );
          }
          notices.push({ userId: id, body: JSON.parse(body) });
          return { status: 204 };
        },
      },
    ],
  };
}

function view({ managerId: _manager, proxyAddresses: _addresses, ...user }: PeerUser) {
  return { userType: 'Member', accountEnabled: true, mail: null, ...user };
}
