import { setTimeout as sleep } from 'node:timers/promises';

import type { CaseStore } from '@sla/case-store';
import type { Temporal } from '@sla/core';

import type { Log } from '../log.ts';

export interface Mailbox {
  status(): MailboxStatus;
  /** Ends the session cleanly; a mail that is being fetched is fetched again after the next start. */
  stop(): Promise<void>;
}

export interface MailboxStatus {
  readonly id: string;
  readonly address: string;
  readonly state: 'connecting' | 'reading' | 'watching' | 'waiting' | 'stopped';
  /** Mails taken since the start. */
  readonly taken: number;
  /** Of what was fetched, what was there already. */
  readonly known: number;
  /** Times the mailbox was lost since the start. */
  readonly failures: number;
  /** When the folder was last looked at, as an ISO instant. */
  readonly lastLookAt?: string;
  /** When the last mail was taken, as an ISO instant. */
  readonly lastMailAt?: string;
  /** How long that mail had lain in the mailbox, in seconds. */
  readonly lagSeconds?: number;
  /** What is wrong now, in a sentence; absent once a look has gone well. */
  readonly lastError?: string;
}

/** A mailbox somewhere, and how it is read. */
export interface MailSource {
  readonly id: string;
  readonly address: string;
  /** One connection, from login to whatever ends it. */
  watchOnce(watch: Watch): Promise<void>;
  /** What went wrong, for whoever runs the desk. */
  explain(error: unknown): { readonly sentence: string; readonly needsPerson: boolean };
}

/** What a source tells while it is watched. */
export interface Watch {
  readonly signal: AbortSignal;
  is(state: 'reading' | 'watching'): void;
  /** A look has come to its end. */
  looked(): Promise<void>;
  took(mail: { readonly fresh: boolean; readonly receivedAt: Temporal.Instant | undefined }): Promise<void>;
}

const firstPause = 1_000;
const longestPause = 300_000;
/** Wrong passwords lock accounts: no faster than this. */
const personPause = 60_000;

/** Watches a mailbox for as long as the desk runs, whatever becomes of connections. */
export function keepWatching(source: MailSource, ports: Pick<CaseStore, 'now'>, onMail: () => void, log: Log): Mailbox {
  const stopping = new AbortController();
  const { id, address } = source;
  const status: Mutable<MailboxStatus> = { id, address, state: 'connecting', taken: 0, known: 0, failures: 0 };
  const watch = createWatch(status, stopping.signal, ports, onMail);
  const ended = watchAgainAndAgain(source, watch, status, log);
  return {
    status: () => ({ ...status }),
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

function createWatch(
  status: Mutable<MailboxStatus>,
  signal: AbortSignal,
  ports: Pick<CaseStore, 'now'>,
  onMail: () => void,
): Watch {
  return {
    signal,
    is: (state) => {
      status.state = state;
    },
    looked: async () => {
      status.lastLookAt = (await ports.now()).toString();
      delete status.lastError;
    },
    took: async ({ fresh, receivedAt }) => {
      if (!fresh) {
        status.known += 1;
        return;
      }
      const now = await ports.now();
      status.taken += 1;
      status.lastMailAt = now.toString();
      if (receivedAt !== undefined) {
        status.lagSeconds = Math.max(0, Math.round((now.epochMilliseconds - receivedAt.epochMilliseconds) / 1_000));
      }
      onMail();
    },
  };
}

async function watchAgainAndAgain(
  source: MailSource,
  watch: Watch,
  status: Mutable<MailboxStatus>,
  log: Log,
): Promise<void> {
  const { signal } = watch;
  let pause = firstPause;
  while (!signal.aborted) {
    const looked = status.lastLookAt;
    try {
      status.state = 'connecting';
      await source.watchOnce(watch);
    } catch (error) {
      const { sentence, needsPerson } = source.explain(error);
      status.lastError = sentence;
      if (!signal.aborted) {
        status.failures += 1;
        log.warn({ mailbox: source.id, error: sentence }, 'the mailbox was lost');
      }
      if (needsPerson) pause = Math.max(pause, personPause);
    }
    if (signal.aborted) break;
    if (status.lastLookAt !== looked) pause = firstPause;
    status.state = 'waiting';
    // Jitter, so that many mailboxes do not return to a server at one instant.
    await sleep(pause * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
    pause = Math.min(pause * 2, longestPause);
  }
  status.state = 'stopped';
}
