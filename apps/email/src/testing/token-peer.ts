import { once } from 'node:events';
import { createServer } from 'node:http';

export interface TokenPeer {
  readonly url: string;
  /** For servers that ask who has a token (RFC 7662). */
  readonly introspection: string;
  /** What each request asked for. */
  readonly asked: readonly Readonly<Record<string, string>>[];
  /** From now on tokens live so many seconds. */
  lifetime(seconds: number): void;
  /** From now on requests are answered so. */
  refuse(status: number, error: string): void;
  /** Takes back every token that is out. */
  revoke(): void;
  isGood(token: string): boolean;
  close(): Promise<void>;
}

/** A token endpoint of our own: gives `token-1`, `token-2`, …, and a new refresh token with each. */
export async function startTokenPeer(user = 'u1'): Promise<TokenPeer> {
  const asked: Record<string, string>[] = [];
  const good = new Set<string>();
  let seconds = 3_600;
  let refusal: { status: number; error: string } | undefined;
  const server = createServer(async (request, response) => {
    const say = (status: number, answer: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    };
    if (request.method === 'GET') {
      const token = new URL(request.url ?? '', 'http://peer').searchParams.get('token') ?? '';
      return say(200, good.has(token) ? { active: true, username: user } : { active: false });
    }
    let body = '';
    for await (const chunk of request) body += String(chunk);
    asked.push(Object.fromEntries(new URLSearchParams(body)));
    if (refusal)
      return say(refusal.status, { error: refusal.error, error_description: 'AADSTS700082: it ran out.\r\nTrace' });
    const token = `token-${asked.length}`;
    good.add(token);
    say(200, {
      access_token: token,
      expires_in: seconds,
      refresh_token: `refresh-${asked.length}`,
      token_type: 'Bearer',
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const base = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
  return {
    url: `${base}/token`,
    introspection: `${base}/introspect?token=`,
    asked,
    lifetime: (length) => {
      seconds = length;
    },
    refuse: (status, error) => {
      refusal = { status, error };
    },
    revoke: () => good.clear(),
    isGood: (token) => good.has(token),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
