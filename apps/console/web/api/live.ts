import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import type { ChangeJson } from '../../src/api/contract.ts';

/** `lost` since an instant by the browser's clock: what is shown may be old. */
export type Connection = { readonly kind: 'connecting' | 'live' } | { readonly kind: 'lost' };

const GATHER = 150;
const RETRY = [1000, 2000, 5000, 10_000];

/** Listens to the desk's changes and has what they touch fetched anew. */
export function useLive(): Connection {
  const client = useQueryClient();
  const [connection, setConnection] = useState<Connection>({ kind: 'connecting' });
  useEffect(() => listen(client, setConnection), [client]);
  return connection;
}

function listen(client: QueryClient, report: (connection: Connection) => void): () => void {
  const gather = gatherChanges(client);
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  const connect = () => {
    source = new EventSource('/api/events');
    source.onopen = () => {
      if (failures > 0) void client.invalidateQueries();
      failures = 0;
      report({ kind: 'live' });
    };
    source.addEventListener('change', (event) => gather.add(event.data));
    source.onerror = () => {
      failures += 1;
      // A session that has ended shows as a refusal of the session, not here.
      if (failures > 1) report({ kind: 'lost' });
      if (failures === 2) void client.invalidateQueries({ queryKey: ['session'] });
      if (source?.readyState !== EventSource.CLOSED) return;
      retry = setTimeout(connect, RETRY[Math.min(failures, RETRY.length) - 1]);
    };
  };
  connect();
  return () => {
    source?.close();
    clearTimeout(retry);
    gather.stop();
  };
}

/** Changes come in bursts; one fetch answers them all. */
function gatherChanges(client: QueryClient) {
  const cases = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    for (const number of cases) void client.invalidateQueries({ queryKey: ['case', number] });
    cases.clear();
    for (const key of ['queue', 'mail', 'health']) void client.invalidateQueries({ queryKey: [key] });
  };
  return {
    add(data: unknown) {
      const { case: number } = parseChange(data);
      if (number) cases.add(number);
      timer ??= setTimeout(flush, GATHER);
    },
    stop: () => clearTimeout(timer),
  };
}

function parseChange(data: unknown): ChangeJson {
  try {
    return typeof data === 'string' ? (JSON.parse(data) as ChangeJson) : {};
  } catch {
    return {};
  }
}
