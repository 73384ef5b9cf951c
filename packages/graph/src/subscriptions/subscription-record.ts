/** What must be remembered of a subscription, in the form it is stored in: JSON, instants as ISO text. Holds a secret. */
export interface SubscriptionRecord {
  /** The caller's name for it: `channel:19:…`, `mailbox:support@…`. */
  readonly key: string;
  readonly resource: string;
  /** Known to us and to the service alone; recorded before the service is told, since it may notify at once. */
  readonly clientState: string;
  /** Everything up to here has been taken in, by notification or by catching up. */
  readonly coveredTo: string;
  readonly certificateId?: string;
  /** Absent while there is none. */
  readonly subscriptionId?: string;
  readonly expiresAt?: string;
  /** Something may have been missed since `coveredTo`. */
  readonly owesCatchUp?: true;
}

/** Where they are kept; the app has a store. */
export interface SubscriptionRecords {
  all(): Promise<readonly SubscriptionRecord[]>;
  save(record: SubscriptionRecord): Promise<void>;
  remove(key: string): Promise<void>;
}
