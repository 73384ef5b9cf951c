import { createContext, use } from 'react';

import type { SessionJson } from '../../src/api/contract.ts';

export const DeskContext = createContext<SessionJson | undefined>(undefined);

/** Who is signed in and what the desk is. Pages are drawn only with a session. */
export function useDesk(): SessionJson {
  const session = use(DeskContext);
  if (!session) throw new Error('No session above this component.');
  return session;
}

export function useZone(): string {
  return useDesk().agent.timeZone;
}
