export interface DirectoryUser {
  /** Entra object id: the one thing about a person that never changes. */
  readonly id: string;
  readonly displayName: string;
  readonly mail?: string;
  readonly principalName: string;
  /** Somebody else's user, invited here; their address was never proven to this tenant's domains. */
  readonly isGuest: boolean;
  readonly isEnabled: boolean;
}

export interface DirectoryPort {
  /** By object id or user principal name. */
  user(idOrPrincipalName: string): Promise<DirectoryUser | undefined>;
  /** By any address the user receives mail under. Several users with one address are nobody. */
  userByMail(address: string): Promise<DirectoryUser | undefined>;
  /** The users in a group and in the groups in it. */
  groupMembers(groupId: string): AsyncIterable<DirectoryUser>;
  managerOf(userId: string): Promise<DirectoryUser | undefined>;
}
