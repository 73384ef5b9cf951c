/** How often each kind of process is killed: 200 by `npm run chaos`, a tenth of it with the other tests. */
export const rounds = Number(process.env.SLA_CHAOS_ROUNDS ?? 20);

/** Without a number of rounds, on a machine that is busy, fewer do: seconds after which no other is begun. */
export const patienceSeconds = process.env.SLA_CHAOS_ROUNDS === undefined ? 30 : Number.POSITIVE_INFINITY;

/** How much of what is not a round is done: all of it, or a tenth. */
export const share = Math.min(1, rounds / 200);

/** Says what a run of the whole has gone through; the tenth that runs with the other tests is silent. */
export function report(what: string, weighed: object): void {
  if (process.env.SLA_CHAOS_ROUNDS !== undefined) process.stdout.write(`${what}: ${JSON.stringify(weighed)}\n`);
}
