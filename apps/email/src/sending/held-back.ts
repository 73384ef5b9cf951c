import { type Deliverer, type Desk, whyHeldBack } from '@sla/desk';

type Receiving = Pick<Desk, 'receive' | 'receiveTogether'>;
type Outcome = Awaited<ReturnType<Desk['receive']>>;

/** How many automatic mails were not sent since the process started: receipts that were never written, and letters on their way out. */
export interface HeldBack {
  total(): number;
  /** The same desk, its cases without a receipt counted. */
  receiving<Some extends Receiving>(desk: Some): Some;
  sending(deliverer: Deliverer): Deliverer;
}

export function countHeldBack(): HeldBack {
  let total = 0;
  return {
    total: () => total,
    receiving: (desk) => ({
      ...desk,
      receive: async (incoming) => {
        const outcome = await desk.receive(incoming);
        total += withoutReceipt(outcome);
        return outcome;
      },
      receiveTogether: async (foresight, work) => {
        let found = 0;
        const answer = await desk.receiveTogether(foresight, (reception) => {
          // What was rolled back is received, and counted, anew.
          found = 0;
          return work({
            ...reception,
            receive: async (incoming) => {
              const outcome = await reception.receive(incoming);
              found += withoutReceipt(outcome);
              return outcome;
            },
          });
        });
        total += found;
        return answer;
      },
    }),
    sending: (deliverer) => ({
      ...deliverer,
      deliver: async (item, signal) => {
        const delivery = await deliverer.deliver(item, signal);
        if (delivery.kind === 'held-back') total += 1;
        return delivery;
      },
    }),
  };
}

function withoutReceipt(outcome: Outcome): 0 | 1 {
  return outcome.ok && outcome.opened && whyHeldBack(outcome.message) !== undefined ? 1 : 0;
}
