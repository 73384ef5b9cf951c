import type { Desk } from '../desk.ts';

export interface TaskRunner {
  /** Ends after the pass that is under way. */
  stop(): Promise<void>;
}

/** Looks every so often whether something is due beside the clocks; a failed pass is tried again at the next. */
export function startTaskRunner(
  desk: Pick<Desk, 'runTasks'>,
  { onError, seconds = 30 }: { readonly onError: (error: unknown) => void; readonly seconds?: number },
): TaskRunner {
  let pass = Promise.resolve();
  let isUnderWay = false;
  const look = async () => {
    isUnderWay = true;
    try {
      while ((await desk.runTasks(mostAtOnce)) === mostAtOnce);
    } catch (error) {
      onError(error);
    } finally {
      isUnderWay = false;
    }
  };
  const timer = setInterval(() => {
    if (!isUnderWay) pass = look();
  }, seconds * 1_000);
  pass = look();
  return {
    stop: async () => {
      clearInterval(timer);
      await pass;
    },
  };
}

const mostAtOnce = 100;
