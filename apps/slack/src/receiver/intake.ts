import type { InboxItem } from '@sla/case-store';
import { UnknownError } from '@slack/bolt';

import type { Log } from '../log.ts';
import type { Envelope, SlackInbox } from './inbox.ts';
import type { Incoming, SlackBody } from './slack-body.ts';

/** What an interaction is answered with; empty where a bare 200 says it. */
export type Answer = Readonly<Record<string, unknown>> | string | undefined;

/** Hands a body to the listeners; `ack` is what Slack waits for. Throws what they throw. */
export type Process = (event: {
  readonly body: SlackBody;
  readonly ack: (answer?: Answer) => Promise<void>;
  /** Slack no longer waits, and forms can no longer be opened. */
  readonly late: boolean;
}) => Promise<void>;

export type Taken =
  | { readonly kind: 'not-installed' }
  /** It was here before, or nobody here is interested: a bare 200. */
  | { readonly kind: 'known' }
  | { readonly kind: 'taken'; readonly answer: Answer };

export interface Intake {
  /** Keeps what came in, and settles with Slack's answer: at once for an event, within `answerWithinMs` for anything else. */
  take(incoming: Incoming): Promise<Taken>;
  /** Processes what a dead process, or a failed attempt, left behind. */
  sweep(): Promise<void>;
  /** Settles when nothing is under way. */
  idle(): Promise<void>;
}

export interface IntakeOptions {
  readonly inbox: SlackInbox;
  readonly process: Process;
  readonly isInstalled: (incoming: Incoming) => Promise<boolean>;
  /** Whether anybody here wants to know: what nobody does is not kept. */
  readonly isWanted: (incoming: Incoming) => Promise<boolean>;
  /** Tells whoever acted that it did not work; gives what Slack is answered with. */
  readonly onFailure: (body: SlackBody, error: unknown, answered: boolean) => Promise<Answer>;
  /** An answer that came too late for Slack to take it. */
  readonly onLateAnswer: (body: SlackBody, answer: Answer) => Promise<void>;
  readonly log: Log;
  /** Slack waits three seconds. */
  readonly answerWithinMs?: number;
}

export function createIntake(options: IntakeOptions): Intake {
  const underWay = new Set<Promise<unknown>>();
  const track = <Result>(work: Promise<Result>): Promise<Result> => {
    const settled: Promise<unknown> = work.catch(() => undefined).finally(() => underWay.delete(settled));
    underWay.add(settled);
    return work;
  };
  return {
    take: async (incoming) => {
      if (!(await options.isInstalled(incoming))) return { kind: 'not-installed' };
      if (!(await options.isWanted(incoming))) return { kind: 'known' };
      const item = await options.inbox.accept(incoming);
      if (!item) return { kind: 'known' };
      if (incoming.sort === 'event') {
        void track(processEvent(options, item, incoming.body));
        return { kind: 'taken', answer: undefined };
      }
      return { kind: 'taken', answer: await answerNow(options, item, incoming.body, track) };
    },
    sweep: async () => {
      for (const item of await options.inbox.takeOver()) {
        const { body, sort } = item.envelope as Envelope;
        await track(sort === 'event' ? processEvent(options, item, body) : processLate(options, item, body));
      }
    },
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

async function processEvent({ inbox, process }: IntakeOptions, item: InboxItem, body: SlackBody): Promise<void> {
  try {
    await process({ body, ack: async () => undefined, late: false });
    await inbox.settle(item, 'processed');
  } catch (error) {
    await inbox.fail(item, reasonOf(error));
  }
}

/** Somebody clicked, and the process ended before they were answered. */
async function processLate(options: IntakeOptions, item: InboxItem, body: SlackBody): Promise<void> {
  const { inbox, process, onLateAnswer } = options;
  try {
    await process({ body, ack: (answer) => onLateAnswer(body, answer), late: true });
    await inbox.settle(item, 'processed late');
  } catch (error) {
    await inbox.fail(item, reasonOf(error));
  }
}

type Track = <Result>(work: Promise<Result>) => Promise<Result>;

async function answerNow(options: IntakeOptions, item: InboxItem, body: SlackBody, track: Track): Promise<Answer> {
  const { inbox, process, onFailure, onLateAnswer, log, answerWithinMs = 2_500 } = options;
  let answered = false;
  return new Promise((resolve) => {
    const answer = async (what?: Answer) => {
      if (!answered) {
        answered = true;
        clearTimeout(deadline);
        resolve(what);
      } else if (what !== undefined) await onLateAnswer(body, what);
    };
    const deadline = setTimeout(() => void answer(), answerWithinMs);
    const work = async () => {
      try {
        await process({ body, ack: answer, late: false });
        await answer();
        await inbox.settle(item, 'processed');
      } catch (error) {
        const reason = reasonOf(error);
        log.error({ item: item.id, error: reason }, 'a click or a form could not be processed');
        const apology = await onFailure(body, error, answered).catch(() => undefined);
        await answer(answered ? undefined : apology);
        // Whoever acted was told, and acts again or does not: no second try behind their back.
        await inbox.settle(item, `failed: ${reason}`.slice(0, 500));
      }
    };
    track(work()).catch((error: unknown) => log.error({ error: String(error) }, 'the inbox cannot be written'));
  });
}

/** Bolt wraps what listeners throw. */
export function causeOf(error: unknown): unknown {
  return error instanceof UnknownError ? error.original : error;
}

function reasonOf(error: unknown): string {
  const cause = causeOf(error);
  return cause instanceof Error ? cause.message : String(cause);
}
