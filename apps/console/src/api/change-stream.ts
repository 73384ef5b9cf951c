import type { ChangeJson } from './contract.ts';

/** Streams of server-sent events that tell pages when to look again. */
export interface ChangeStreams {
  open(): Response;
  /** Ends every open stream; a browser asks again by itself. */
  stop(): void;
}

export interface ChangeSource {
  /** Returns how to stop listening. */
  subscribe(listener: (change: { readonly caseId?: string }) => void): () => void;
  /** The number of a case; a change of one without is told as a change of anything. */
  numberOf(caseId: string): Promise<string | undefined>;
}

/** A proxy cuts what is silent for a minute. */
const HEARTBEAT_MS = 25_000;
/** One command changes a case, its timers and the outbox: told once. */
const GATHER_MS = 50;

export function changeStreams(source: ChangeSource): ChangeStreams {
  const streams = new Set<ChangeStream>();
  let heart: NodeJS.Timeout | undefined;

  const drop = (stream: ChangeStream) => {
    streams.delete(stream);
    if (streams.size > 0) return;
    clearInterval(heart);
    heart = undefined;
  };

  return {
    open() {
      const stream = new ChangeStream(source, drop);
      streams.add(stream);
      heart ??= setInterval(() => {
        for (const each of streams) each.beat();
      }, HEARTBEAT_MS).unref();
      return new Response(stream.body, { headers: STREAM_HEADERS });
    },
    stop() {
      for (const stream of streams) stream.end();
    },
  };
}

const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // nginx would gather it.
  'x-accel-buffering': 'no',
};

class ChangeStream {
  readonly body: ReadableStream<Uint8Array>;
  /** Ids of changed cases not yet told; empty for a change of no one case. A slow reader makes it no longer than the cases there are. */
  readonly #pending = new Set<string>();
  readonly #source: ChangeSource;
  readonly #release: () => void;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #gathering: NodeJS.Timeout | undefined;
  #telling = false;

  constructor(source: ChangeSource, onEnd: (stream: ChangeStream) => void) {
    this.#source = source;
    const unsubscribe = source.subscribe(({ caseId }) => this.#gather(caseId ?? ''));
    this.#release = () => {
      this.#controller = undefined;
      clearTimeout(this.#gathering);
      unsubscribe();
      onEnd(this);
    };
    this.body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
        this.#send('ping', {});
      },
      pull: () => this.#tell(),
      cancel: () => this.#release(),
    });
  }

  beat(): void {
    if (this.#hasRoom()) this.#send('ping', {});
  }

  end(): void {
    const controller = this.#controller;
    if (!controller) return;
    this.#release();
    controller.close();
  }

  #gather(caseId: string): void {
    this.#pending.add(caseId);
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      void this.#tell();
    }, GATHER_MS);
  }

  async #tell(): Promise<void> {
    if (this.#telling) return;
    this.#telling = true;
    for (const caseId of this.#pending) {
      if (!this.#hasRoom()) break;
      this.#pending.delete(caseId);
      const number = caseId === '' ? undefined : await this.#source.numberOf(caseId).catch(() => undefined);
      this.#send('change', number === undefined ? {} : { case: number });
    }
    this.#telling = false;
  }

  #hasRoom(): boolean {
    return (this.#controller?.desiredSize ?? 0) > 0;
  }

  #send(event: 'change' | 'ping', data: ChangeJson): void {
    this.#controller?.enqueue(ENCODER.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
  }
}

const ENCODER = new TextEncoder();
