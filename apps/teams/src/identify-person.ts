import type { ChatAccount } from '@sla/desk';

import { type Activity, tenantOf } from './activities/activity.ts';

const objectId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Who acted, by tenant and Entra object id: never by a name or address, which anybody may choose. Undefined for bots and for people
 * whom Teams does not vouch for.
 */
export function accountOf(activity: Activity): ChatAccount | undefined {
  const tenant = tenantOf(activity);
  const { aadObjectId } = activity.from;
  if (tenant === undefined || aadObjectId === undefined || !objectId.test(aadObjectId)) return undefined;
  const { name } = activity.from;
  return {
    channel: 'teams',
    account: `${tenant}/${aadObjectId}`.toLowerCase(),
    ...(name !== undefined && { shownAs: name }),
  };
}

export function splitAccount({ account }: ChatAccount): { readonly tenantId: string; readonly objectId: string } {
  const [tenantId = '', id = ''] = account.split('/');
  return { tenantId, objectId: id };
}
