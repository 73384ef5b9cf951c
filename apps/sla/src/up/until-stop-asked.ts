/** Resolves with the signal's name once somebody asks the process to stop; a second one ends it at once. */
export function untilStopAsked(): Promise<string> {
  return new Promise((asked) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => {
        process.once('SIGINT', () => process.exit(130));
        asked(signal);
      });
  });
}
