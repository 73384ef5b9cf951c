import { createContext, use } from 'react';

import type { SessionJson } from '../../src/api/contract.ts';
import type { Place } from '../time/zone.ts';
import { useWords } from '../words/use-words.ts';

export const DeskContext = createContext<SessionJson | undefined>(undefined);

/** Who is signed in and what the desk is. Pages are drawn only with a session. */
export function useDesk(): SessionJson {
  const session = use(DeskContext);
  if (!session) throw new Error('No session above this component.');
  return session;
}

/** Where and in whose manner times are read. */
export function usePlace(): Place {
  const { timeZone } = useDesk().agent;
  const { locale } = useWords().time;
  return { zone: timeZone, locale };
}
