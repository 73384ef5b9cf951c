interface Reached {
  readonly url?: string;
  readonly publicUrl?: string;
}

/** Where the requester of a case sees it, once signed in: whoever else follows it gets in nowhere. */
export function portalLink({ publicUrl }: Reached, number: string): string | undefined {
  return publicUrl === undefined ? undefined : `${publicUrl}/portal/cases/${number}`;
}

/** Where pages for customers are reached from outside. */
export function customersReach({ url, publicUrl }: Reached): string | undefined {
  return publicUrl ?? url;
}
