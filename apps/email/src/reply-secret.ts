import { randomBytes } from 'node:crypto';

import type { CaseStore } from '@sla/case-store';

/** What reply addresses are signed with; made once and kept with the desk's data, so that old addresses stay good. */
export async function replySecret(ports: Pick<CaseStore, 'transaction'>): Promise<string> {
  return ports.transaction(async (unit) => {
    const state = unit.channelState('email');
    const kept = await state.get('reply-secret');
    if (typeof kept === 'string') return kept;
    const secret = randomBytes(32).toString('base64url');
    await state.put('reply-secret', secret);
    return secret;
  });
}
