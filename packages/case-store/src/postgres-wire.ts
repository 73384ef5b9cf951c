import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import pg from 'pg';

import { type ChangeWire, distinctChanges } from './change-feed.ts';
import type { StoreChange } from './records.ts';

/** NOTIFY takes 8,000 bytes; beyond, the hint says what kind of thing changed and not where. */
const LARGEST_PAYLOAD = 7500;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5000;
/** After a gap anything may have changed. */
const ANYTHING: readonly StoreChange[] = [{ kind: 'case' }, { kind: 'timer' }, { kind: 'outbox' }, { kind: 'inbox' }];

interface Letter {
  readonly from: string;
  readonly changes: readonly StoreChange[];
}

/** LISTEN on a connection of its own that comes back by itself; NOTIFY through the pool, several changes at once. */
export function postgresWire(pool: pg.Pool, connection: pg.ClientConfig, channel: string): ChangeWire {
  const origin = randomUUID();
  const outgoing = createOutgoing(pool, channel, origin);
  const closing = new AbortController();
  let listening: Promise<void> | undefined;

  return {
    listen(receive) {
      const take = (payload: string | undefined) => {
        const letter = parseLetter(payload);
        if (letter && letter.from !== origin) receive(letter.changes);
      };
      listening ??= keepListening(connection, channel, { take, missed: () => receive(ANYTHING) }, closing.signal);
    },
    send: outgoing.send,
    async close() {
      closing.abort();
      await Promise.all([listening, outgoing.sent()]);
    },
  };
}

/** While one NOTIFY is under way the next changes gather, and leave together. */
function createOutgoing(pool: pg.Pool, channel: string, from: string) {
  let waiting: StoreChange[] = [];
  let sending: Promise<void> | undefined;

  async function sendAll(): Promise<void> {
    while (waiting.length > 0) {
      const changes = distinctChanges(waiting);
      waiting = [];
      // A hint that cannot be sent is no failure of the command, which is committed.
      await pool.query('select pg_notify($1, $2)', [channel, formatLetter({ from, changes })]).catch(() => {});
    }
    sending = undefined;
  }

  return {
    send(changes: readonly StoreChange[]) {
      waiting.push(...changes);
      sending ??= sendAll();
    },
    sent: async () => sending,
  };
}

interface Ear {
  readonly take: (payload: string | undefined) => void;
  readonly missed: () => void;
}

async function keepListening(
  connection: pg.ClientConfig,
  channel: string,
  ear: Ear,
  closing: AbortSignal,
): Promise<void> {
  let waitMs = FIRST_WAIT_MS;
  let hadGap = false;
  while (!closing.aborted) {
    const heard = await listenOnce(connection, channel, ear, hadGap, closing);
    hadGap = true;
    waitMs = heard ? FIRST_WAIT_MS : Math.min(2 * waitMs, LONGEST_WAIT_MS);
    await wait(waitMs, undefined, { signal: closing }).catch(() => {});
  }
}

/** Until the connection ends; says whether it stood at all. */
async function listenOnce(
  connection: pg.ClientConfig,
  channel: string,
  ear: Ear,
  hadGap: boolean,
  closing: AbortSignal,
): Promise<boolean> {
  const client = new pg.Client(connection);
  const ended = new Promise<void>((resolve) => {
    client.on('error', () => resolve());
    client.on('end', () => resolve());
    closing.addEventListener('abort', () => resolve(), { once: true });
  });
  client.on('notification', ({ payload }) => ear.take(payload));
  try {
    await client.connect();
    await client.query(`listen ${client.escapeIdentifier(channel)}`);
    if (hadGap) ear.missed();
    await ended;
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function formatLetter(letter: Letter): string {
  const full = JSON.stringify(letter);
  if (Buffer.byteLength(full) <= LARGEST_PAYLOAD) return full;
  const kinds = distinctChanges(letter.changes.map(({ kind }) => ({ kind })));
  return JSON.stringify({ from: letter.from, changes: kinds });
}

function parseLetter(payload: string | undefined): Letter | undefined {
  try {
    const letter: unknown = JSON.parse(payload ?? '');
    return isLetter(letter) ? letter : undefined;
  } catch {
    return undefined;
  }
}

/** Anybody with access to the database can write to the channel. */
function isLetter(value: unknown): value is Letter {
  return (
    typeof value === 'object' && value !== null && 'from' in value && 'changes' in value && Array.isArray(value.changes)
  );
}
