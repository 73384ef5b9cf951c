import type { ChatChannel, Deliverer, Delivery, OutboxPayload } from '@sla/desk';

/** A chat, once it runs. */
export interface RunningChat {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly deliverer: Deliverer;
  /** What does not work, a sentence each. */
  readonly troubles: () => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
}

export interface KeptChat {
  readonly name: ChatChannel;
  readonly fetch: RunningChat['fetch'];
  readonly deliverer: Deliverer;
  readonly troubles: RunningChat['troubles'];
  stop(): Promise<void>;
}

export interface KeepStartingOptions {
  readonly onTrouble: (error: unknown) => void;
  /** Seconds until the next try; 60 by default. */
  readonly everySeconds?: number;
  /** How long the rest of the desk waits for it, at the start and at the end; 5 by default. */
  readonly patienceSeconds?: number;
}

/**
 * Starts a chat, and goes on trying when it cannot be started: a desk that comes up while Slack is down, or whose token was revoked,
 * serves mail and its console all the same. Until it runs, alerts come by mail at once, and cards wait.
 */
export async function keepStarting(
  name: ChatChannel,
  start: () => Promise<RunningChat>,
  { onTrouble, everySeconds = 60, patienceSeconds = 5 }: KeepStartingOptions,
): Promise<KeptChat> {
  let running: RunningChat | undefined;
  let trouble: string | undefined = notYetSaid;
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;
  let trying: Promise<void> = Promise.resolve();

  const attempt = async () => {
    try {
      const started = await start();
      if (isStopping) return await started.stop();
      running = started;
      trouble = undefined;
    } catch (error) {
      const sentence = error instanceof Error ? error.message : String(error);
      // Said once, not once a minute.
      if (sentence !== trouble) onTrouble(error);
      trouble = sentence;
      if (!isStopping) timer = setTimeout(again, everySeconds * 1_000).unref();
    }
  };
  const again = () => {
    trying = attempt();
  };
  again();
  await atMost(trying, patienceSeconds);

  return {
    name,
    fetch: async (request) => running?.fetch(request) ?? notYet(everySeconds),
    deliverer: {
      destination: name,
      deliver: async (item, signal) =>
        running?.deliverer.deliver(item, signal) ?? standIn(item.payload as OutboxPayload, trouble ?? ''),
    },
    troubles: async () => (trouble === undefined ? ((await running?.troubles()) ?? []) : [trouble]),
    stop: async () => {
      isStopping = true;
      clearTimeout(timer);
      await atMost(trying, patienceSeconds);
      await running?.stop();
    },
  };
}

const notYetSaid = 'It is being started; there is no answer yet.';

/** Somebody who does not answer must not keep everybody waiting. */
async function atMost(work: Promise<void>, seconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, seconds * 1_000);
  });
  await Promise.race([work, patience]).finally(() => clearTimeout(timer));
}

/** A card shows the newest state whenever it comes; an alert cannot wait, and goes by mail when it is refused. */
function standIn({ kind }: OutboxPayload, trouble: string): Delivery {
  return kind === 'card' ? { kind: 'try-again', error: trouble } : { kind: 'refused', error: trouble };
}

function notYet(seconds: number): Response {
  return new Response('This chat is not connected yet.', { status: 503, headers: { 'retry-after': String(seconds) } });
}
