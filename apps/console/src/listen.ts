import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createAdaptorServer } from '@hono/node-server';

/** Where a server listens, and what to change when it cannot. */
export interface ListenOptions {
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  /** The setting that names the port, as people know it. */
  readonly setting?: string;
}

export interface Listening {
  /** The port in use. */
  readonly port: number;
  readonly url: string;
  /** Takes no new requests, lets running ones end, and closes what is still open after a moment. Ends open streams. */
  stop(): Promise<void>;
}

/** The address cannot be used: one sentence that names it and what to do. */
export class ListenError extends Error {
  readonly code: string;

  constructor(sentence: string, code: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'ListenError';
    this.code = code;
  }
}

/** Serves a fetch handler over HTTP. Throws ListenError when the address cannot be used. */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  { host, port, setting = 'server.port' }: ListenOptions,
): Promise<Listening> {
  // Without HTTP/2 and TLS options it is always a plain server. Our globals stay as they are.
  const server = createAdaptorServer({ fetch, overrideGlobalObjects: false }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port, setting)));
    server.listen(port, host, resolve);
  });
  const used = (server.address() as AddressInfo).port;
  return { port: used, url: `http://${host.includes(':') ? `[${host}]` : host}:${used}`, stop: () => close(server) };
}

/** How long a running request may take to end. */
const GRACE_MS = 2_000;

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    const grace = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close((error) => {
      clearTimeout(grace);
      if (error && !('code' in error && error.code === 'ERR_SERVER_NOT_RUNNING')) reject(error);
      else resolve();
    });
    server.closeIdleConnections();
  });
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number, setting: string): ListenError {
  const code = error.code ?? 'unknown';
  return new ListenError(
    sentences[code]?.(host, port, setting) ?? `Cannot listen on ${host}, port ${port}: ${error.message}.`,
    code,
    {
      cause: error,
    },
  );
}

const sentences: Readonly<Record<string, (host: string, port: number, setting: string) => string>> = {
  EADDRINUSE: (host, port, setting) =>
    `Port ${port} on ${host} is in use by another program. Stop that program, or choose another port with the setting ${setting}.`,
  EACCES: (_host, port, setting) =>
    `Port ${port} may not be used by this user. Choose a port above 1023 with the setting ${setting}.`,
  EADDRNOTAVAIL: (host) =>
    `This machine has no address ${host}. Choose one it has, such as 127.0.0.1, with the setting server.host.`,
  ENOTFOUND: (host) =>
    `There is no host ${host}. Choose an address of this machine, such as 127.0.0.1, with the setting server.host.`,
};
