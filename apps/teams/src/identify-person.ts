import type { ChatAccount } from '@sla/desk';

import { type Activity, tenantOf } from './activities/activity.ts';
import type { TeamsOptions } from './config.ts';

const objectId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Who acted, by tenant and Entra object id: never by a name or address, which anybody may choose. Undefined for bots and for people
 * whom Teams does not vouch for. Whoever belongs to another tenant than the desk's own is a guest, and has no rights here.
 */
export function accountOf(activity: Activity, home: Pick<TeamsOptions, 'tenantId'>): ChatAccount | undefined {
  const tenant = tenantOf(activity);
  const { aadObjectId } = activity.from;
  if (tenant === undefined || aadObjectId === undefined || !objectId.test(aadObjectId)) return undefined;
  const { name } = activity.from;
  const isGuest = tenant.toLowerCase() !== home.tenantId.toLowerCase();
  return {
    channel: 'teams',
    account: `${tenant}/${aadObjectId}`.toLowerCase(),
    ...(isGuest && { guest: true as const }),
    ...(name !== undefined && { shownAs: name }),
  };
}

export function splitAccount({ account }: ChatAccount): { readonly tenantId: string; readonly objectId: string } {
  const [tenantId = '', id = ''] = account.split('/');
  return { tenantId, objectId: id };
}
