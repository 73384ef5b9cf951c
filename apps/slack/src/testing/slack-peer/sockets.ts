import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';

import { type WebSocket, WebSocketServer } from 'ws';

/** The server side of Socket Mode: hello, envelopes, and the acknowledgements that come back. */
export class Sockets {
  readonly #server: WebSocketServer;
  readonly #open = new Set<WebSocket>();
  readonly #answers = new Map<string, (payload: unknown) => void>();
  opened = 0;

  constructor(server: Server) {
    this.#server = new WebSocketServer({ server, path: '/link' });
    this.#server.on('connection', (socket) => {
      this.opened += 1;
      this.#open.add(socket);
      socket.on('close', () => this.#open.delete(socket));
      socket.on('message', (data) => {
        const { envelope_id: id, payload } = JSON.parse(String(data)) as { envelope_id: string; payload?: unknown };
        this.#answers.get(id)?.(payload);
      });
      socket.send(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0CASES' } }));
    });
  }

  get connected(): number {
    return this.#open.size;
  }

  /** Sends an envelope; settles with what the app acknowledged it with. */
  send(type: string, payload: unknown, envelope: string = randomUUID()): Promise<unknown> {
    const [socket] = this.#open;
    if (!socket) throw new Error('no socket is open');
    const answer = new Promise<unknown>((resolve) => this.#answers.set(envelope, resolve));
    socket.send(
      JSON.stringify({
        type,
        payload,
        envelope_id: envelope,
        accepts_response_payload: type !== 'events_api',
        retry_attempt: 0,
      }),
    );
    return answer;
  }

  /** Slack recycles its sockets now and then. */
  refresh(): void {
    for (const socket of this.#open) socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
  }

  breakOff(): void {
    for (const socket of this.#open) socket.terminate();
  }

  stop(): void {
    this.breakOff();
    this.#server.close();
  }
}
