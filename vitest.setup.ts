import fc from 'fast-check';

// Whoever changes something is judged by their change, not by chance: `npm test` draws the same cases every time. Hunting for new
// ones is a command of its own: LAW_SEED=random (or a number from a report) with LAW_RUNS as long as patience lasts.
const { LAW_SEED = '20261122' } = process.env;
if (LAW_SEED !== 'random' && !Number.isSafeInteger(Number(LAW_SEED)))
  throw new Error(`LAW_SEED is ${LAW_SEED}: expected a whole number, or random`);

fc.configureGlobal({
  ...(LAW_SEED !== 'random' && { seed: Number(LAW_SEED) }),
  // Shrinking a failure may take for ever; what it has found by then is good enough to go by.
  interruptAfterTimeLimit: 120_000 + Number(process.env.LAW_RUNS ?? 0) * 1_000,
  markInterruptAsFailure: true,
});
