import type { CaseStore } from '@sla/case-store';
import type { Desk } from '@sla/desk';

import { type HeldMail, type HeldPorts, listHeld, rawOfHeld, type ShownMail, showHeld } from './held-mail.ts';
import { type PastRuling, pastRulings, type QuarantinePorts, type Ruled, rule, type Verdict } from './quarantine.ts';

/** What waits for an agent to decide. */
export interface Quarantine {
  list(limit?: number): Promise<readonly HeldMail[]>;
  /** One with its words; undefined where it is not held, or not any more. */
  show(id: string): Promise<ShownMail | undefined>;
  /** Its bytes. */
  raw(id: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** `by` goes on record: a name, or `agent:ann`. */
  rule(id: string, verdict: Verdict, by: string): Promise<Ruled>;
  /** Who decided what within half a year, newest first. */
  rulings(limit?: number): Promise<readonly PastRuling[]>;
}

type Ports = QuarantinePorts & HeldPorts & Pick<CaseStore, 'listAgents'>;

/** `onMail` is told when a ruling lets a mail in. */
export function openQuarantine(desk: Pick<Desk, 'note'>, ports: Ports, onMail: () => void): Quarantine {
  return {
    list: (limit = 200) => listHeld(ports, limit),
    show: (id) => showHeld(ports, id),
    raw: (id) => rawOfHeld(ports, id),
    rulings: (limit = 200) => pastRulings(ports, limit),
    rule: async (id, verdict, by) => {
      const ruled = await rule(desk, ports, id, verdict, await nameOf(by, ports));
      onMail();
      return ruled;
    },
  };
}

/** The name of an agent, where it is one. */
async function nameOf(by: string, ports: Pick<CaseStore, 'listAgents'>): Promise<string> {
  return (await ports.listAgents()).find(({ id }) => by === `agent:${id}`)?.name ?? by;
}
