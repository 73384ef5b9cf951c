import { slackFault } from './slack-fault.ts';

/** What does not work, by channel or workspace, as long as it does not. */
export interface Trouble {
  readonly place: string;
  readonly code: string;
  readonly sentence: string;
  readonly since: string;
}

export interface Troubles {
  note(place: string, code: string, sentence: string): void;
  over(place: string): void;
  list(): readonly Trouble[];
}

export function createTroubles(isoNow: () => string): Troubles {
  const troubles = new Map<string, Trouble>();
  return {
    note: (place, code, sentence) => {
      const since = troubles.get(place)?.since ?? isoNow();
      troubles.set(place, { place, code, sentence, since });
    },
    over: (place) => {
      troubles.delete(place);
    },
    list: () => [...troubles.values()],
  };
}

/** Everything that was tried, in sentences; what Slack may yet take has a moment to wait for. */
export class NotPosted extends Error {
  override readonly name = 'NotPosted';
  readonly again: boolean;
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, again: boolean, retryAfterSeconds?: number, options?: ErrorOptions) {
    super(message, options);
    this.again = again;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** A failed call as a failure to post: worth another try unless Slack has refused for good. */
export function notPosted(error: unknown, channel?: string): NotPosted {
  if (error instanceof NotPosted) return error;
  const fault = slackFault(error, channel);
  const again = fault.kind === 'later';
  return new NotPosted(fault.sentence, again, again ? fault.retryAfterSeconds : undefined, { cause: error });
}
