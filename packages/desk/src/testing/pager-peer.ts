import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a peer was sent. */
export interface PeerRequest {
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
}

/** An HTTP server that stands for a pager or a CRM, and answers as it is told. */
export interface PagerPeer {
  readonly url: string;
  readonly requests: readonly PeerRequest[];
  /** What it answers next, once each; then 202. */
  answers(
    ...next: readonly { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }[]
  ): void;
  close(): Promise<void>;
}

export async function pagerPeer(): Promise<PagerPeer> {
  const requests: PeerRequest[] = [];
  const queue: { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }[] = [];
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    requests.push({ path: request.url ?? '', headers: new Headers(request.headers as Record<string, string>), body });
    const { status, headers = {}, body: said = '{"status":"success"}' } = queue.shift() ?? { status: 202 };
    response.writeHead(status, headers).end(status === 204 ? undefined : said);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    answers: (...next) => {
      queue.push(...next);
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
