import { setTimeout as pause } from 'node:timers/promises';

import { SocketModeClient } from '@slack/socket-mode';

import type { Log } from '../log.ts';
import { quietLogger } from '../quiet-logger.ts';
import type { Answer, Intake } from './intake.ts';
import { type SlackBody, toIncoming } from './slack-body.ts';

export interface SocketOptions {
  readonly appToken: string;
  readonly apiUrl: string;
  readonly log: Log;
  /** Milliseconds before the next try, by how often it has failed. */
  readonly pauseMs?: (failures: number) => number;
}

export interface Socket {
  state(): { readonly connected: boolean; readonly lastError?: string };
  stop(): Promise<void>;
}

interface Envelope {
  readonly ack: (answer?: Answer) => Promise<void>;
  readonly envelope_id?: string;
  readonly body?: SlackBody;
}

/**
 * Socket Mode: every envelope is kept before it is acknowledged; Slack sends again what was not. We reconnect by ourselves, since
 * the SDK's own way ends in an unhandled rejection once Slack refuses the token.
 */
export function startSocket(intake: Intake, options: SocketOptions): Socket {
  const stopping = new AbortController();
  let client: SocketModeClient | undefined;
  let connected = false;
  let lastError: string | undefined;
  const failed = (error: unknown) => {
    connected = false;
    lastError = error instanceof Error ? error.message : 'the connection was closed';
  };
  const connect = async () => {
    const opened = openClient(options);
    client = opened;
    opened.on('slack_event', (envelope: Envelope) => {
      takeEnvelope(intake, envelope).catch((error: unknown) =>
        options.log.error({ error: String(error) }, 'an envelope of Slack’s could not be kept; Slack sends it again'),
      );
    });
    const closed = new Promise<unknown>((resolve) => opened.once('disconnected', resolve));
    await opened.start();
    if (stopping.signal.aborted) await close(opened);
    connected = true;
    lastError = undefined;
    return closed;
  };
  const run = async () => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      try {
        const closed = await connect();
        failures = 0;
        failed(await closed);
      } catch (error) {
        failures += 1;
        failed(error);
        options.log.warn({ error: lastError, failures }, 'Slack’s socket cannot be opened; another try follows');
      }
      await pause((options.pauseMs ?? usualPause)(failures), undefined, { signal: stopping.signal }).catch(
        () => undefined,
      );
    }
  };
  const ended = run();
  return {
    state: () => ({ connected, ...(lastError !== undefined && { lastError }) }),
    stop: async () => {
      stopping.abort();
      if (connected && client) await close(client);
      await ended;
    },
  };
}

/** Slack may not answer the closing; nobody waits long for it. */
async function close(client: SocketModeClient): Promise<void> {
  await Promise.race([client.disconnect().catch(() => undefined), pause(2_000, undefined, { ref: false })]);
}

/** At once after a refresh, which Slack asks for every few hours; up to a minute after failures. */
function usualPause(failures: number): number {
  return failures === 0 ? 0 : Math.min(1_000 * 2 ** (failures - 1), 60_000);
}

function openClient({ appToken, apiUrl }: SocketOptions) {
  return new SocketModeClient({
    appToken,
    autoReconnectEnabled: false,
    logger: quietLogger,
    clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 }, timeout: 20_000 },
  });
}

async function takeEnvelope(intake: Intake, { ack, envelope_id: id = '', body }: Envelope): Promise<void> {
  const incoming = body && toIncoming(body, `envelope ${id}`);
  if (!incoming) {
    await ack();
    return;
  }
  const taken = await intake.take(incoming);
  await ack(taken.kind === 'taken' ? taken.answer : undefined);
}
