import type { Effect } from '@sla/core';

import { keepersOf, type Listener, onCall } from '../audience.ts';
import type { CaseInHand } from '../follow-up.ts';
import type { Draft } from '../notice.ts';
import type { Session } from '../parts.ts';
import { caseFacts, taskDrafts } from './task-drafts.ts';

/** Whether a notification asks for a phone call and no pager is set up that could make it. */
export function needsCall({ via = [] }: Effect, { parts }: Pick<Session, 'parts'>): boolean {
  return via.includes('phone') && !parts.channels.has('phone');
}

/** Whether it asks for nothing but a call: then nobody is reached, whatever mail tells of it. */
export function isCallAlone({ via = [] }: Effect): boolean {
  return via.length > 0 && via.every((way) => way === 'phone');
}

/** "Call now", for whoever is on call for the case's team, else whoever keeps the case (S4-7, S0-1). */
export async function callNow(session: Session, hand: CaseInHand, effect: Effect): Promise<readonly Draft[]> {
  const facts = await caseFacts(session, hand.record);
  const whom = (effect.to ?? '').replace(/^agent:/, '').replaceAll('-', ' ');
  const step = effect.step ?? '';
  return taskDrafts(session, hand, callersOf(session, hand), `${effect.id}/call-now`, (words) =>
    words.callNow({ ...facts, whom, step }),
  );
}

function callersOf(session: Session, { record, policy }: CaseInHand): readonly Listener[] {
  const rota = record.team;
  const agents = rota === undefined ? [] : onCall(policy, rota, session);
  return agents.length > 0 ? agents.map((agent) => ({ agent, email: agent.email })) : keepersOf(record, session);
}
