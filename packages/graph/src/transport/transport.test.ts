import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';

import { isTransient } from '../graph-error.ts';
import type { GraphPort } from '../graph-port.ts';
import { selfSigned } from '../notifications/self-signed.ts';
import { failureOf } from '../testing/failure.ts';
import { withPeer } from '../testing/with-peer.ts';
import { retryAfterMs } from './retry.ts';

const mailbox = 'support@desk.example';
const read = (graph: GraphPort, signal?: AbortSignal) => graph.mail.raw(mailbox, 'imm-1', signal);
const attempts = <Seen extends { readonly path: string }>(requests: readonly Seen[]) =>
  requests.filter(({ path }) => path.includes('$value'));

async function benchWithMail(...args: Parameters<typeof withPeer>) {
  const bench = await withPeer(...args);
  bench.peer.mail.deliver(mailbox, 'Subject: hello\r\n\r\nhello');
  return bench;
}

describe('tokens', () => {
  test('one token serves many requests at once and after', async () => {
    const { peer, graph } = await benchWithMail();
    await Promise.all([read(graph), read(graph), read(graph)]);
    await read(graph);
    expect(peer.tokens.issued).toBe(1);
  });

  test('a token is renewed before it runs out', async () => {
    const { peer, graph, clock } = await benchWithMail();
    await read(graph);
    clock.pass({ minutes: 54 });
    await read(graph);
    expect(peer.tokens.issued).toBe(1);
    clock.pass({ minutes: 1 });
    await read(graph);
    expect(peer.tokens.issued).toBe(2);
  });

  test('while the sign-in service is down, a token that is still good is used to its end', async () => {
    const { peer, graph, clock } = await benchWithMail();
    await read(graph);
    peer.fail({ path: /token$/, fault: { status: 503 }, times: 99 });
    clock.pass({ minutes: 57 });
    await read(graph);
    clock.pass({ minutes: 3 });
    const error = await failureOf(read(graph));
    expect(error.code).toBe('unavailable');
    expect(isTransient(error)).toBe(true);
  });

  test('a token refused before its time is replaced once', async () => {
    const { peer, graph } = await benchWithMail();
    await read(graph);
    peer.tokens.expireTokens();
    await read(graph);
    expect(peer.tokens.issued).toBe(2);
    expect(attempts(peer.requests).map(({ headers }) => headers.get('authorization')?.split(',').length)).toEqual([
      1, 1, 1,
    ]);
  });

  test('a new token that is refused too ends in an error', async () => {
    const { peer, graph } = await benchWithMail();
    peer.fail({ path: /value/, fault: 'expired-token', times: 2 });
    const error = await failureOf(read(graph));
    expect(error.code).toBe('credentials-refused');
    expect(error.facts).toMatchObject({
      status: 401,
      serviceCode: 'InvalidAuthenticationToken',
      requestId: 'peer-401',
    });
  });

  test('the permissions in the token are told', async () => {
    const { graph } = await benchWithMail({ roles: ['Mail.Send', 'User.Read.All'] });
    expect(await graph.grantedPermissions()).toEqual(['Mail.Send', 'User.Read.All']);
  });

  test('a certificate does instead of a secret, and only the one that is registered', async () => {
    const [from, to] = ['2026-01-01T00:00:00Z', '2028-01-01T00:00:00Z'].map((text) => Temporal.Instant.from(text)) as [
      Temporal.Instant,
      Temporal.Instant,
    ];
    const certificate = selfSigned('desk', from, to);
    const { peer, graph } = await benchWithMail({}, { credential: { certificate } });
    peer.tokens.trustCertificate(certificate.publicKey);
    await read(graph);
    peer.tokens.trustCertificate(selfSigned('other', from, to).publicKey);
    peer.tokens.expireTokens();
    const error = await failureOf(read(graph));
    expect(error.facts.serviceCode).toBe('AADSTS700027');
    expect(error.message).toContain("check this machine's clock");
  });

  test.each([
    [{ credential: { secret: 'wrong' } }, 'AADSTS7000215', /secret's value, not its id/],
    [{ clientId: '33333333-3333-4333-8333-333333333333' }, 'AADSTS700016', /There is no app 33333333/],
    [{ tenantId: 'nowhere.example' }, 'AADSTS90002', /There is no tenant nowhere\.example/],
  ] as const)('credentials that are refused say why: %o', async (settings, serviceCode, words) => {
    const { graph } = await benchWithMail({}, settings);
    const error = await failureOf(graph.grantedPermissions());
    expect(error.code).toBe('credentials-refused');
    expect(error.facts).toMatchObject({ serviceCode, requestId: 'peer-trace' });
    expect(error.message).toMatch(words);
  });

  test('something that answers in place of the sign-in service is noticed', async () => {
    const { peer, graph } = await benchWithMail();
    peer.fail({ path: /token$/, fault: 'not-json' });
    expect((await failureOf(graph.grantedPermissions())).code).toBe('unexpected-answer');
  });
});

describe('patience', () => {
  test.each([
    [{ status: 429, retryAfter: 7 }, 7700],
    [{ status: 503, retryAfter: 2 }, 2200],
    [{ status: 429, retryAfter: 'Mon, 02 Mar 2026 09:00:05 GMT' }, 5500],
    [{ status: 429 }, 750],
    [{ status: 500 }, 750],
    [{ status: 504 }, 750],
    ['drop', 750],
  ] as const)('%o is tried again after what was asked, and a little', async (fault, waited) => {
    const { peer, graph, waits } = await benchWithMail();
    peer.fail({ path: /value/, fault });
    await read(graph);
    expect(waits).toEqual([waited]);
    expect(attempts(peer.requests)).toHaveLength(2);
  });

  test('waits grow, and after the last attempt the error says what it was', async () => {
    const { peer, graph, waits } = await benchWithMail();
    peer.fail({ path: /value/, fault: { status: 500 }, times: 9 });
    expect((await failureOf(read(graph))).code).toBe('unavailable');
    expect(waits).toEqual([750, 1500, 3000]);
  });

  test('a wait longer than we are patient is left to the caller', async () => {
    const { peer, graph, waits } = await benchWithMail();
    peer.fail({ path: /value/, fault: { status: 429, retryAfter: 120 } });
    const error = await failureOf(read(graph));
    expect(error).toMatchObject({ code: 'throttled', facts: { retryAfterMs: 120_000 } });
    expect(error.message).toContain('try again in 120 s');
    expect(waits).toEqual([]);
  });

  test('what must not be done twice is tried again only if it was certainly not done', async () => {
    const { peer, graph, waits } = await benchWithMail();
    const draft = await graph.mail.createDraft(mailbox, 'Subject: x\r\n\r\nx');
    peer.fail({ path: /send$/, fault: { status: 429, retryAfter: 1 } });
    peer.fail({ path: /send$/, fault: { status: 503, retryAfter: 1 } });
    expect(await graph.mail.sendDraft(draft)).toBe('sent');
    expect(waits).toHaveLength(2);
  });

  test('a caller who gave up is not kept waiting', async () => {
    const { peer, graph } = await benchWithMail();
    peer.fail({ path: /value/, fault: { status: 500 }, times: 9 });
    const controller = new AbortController();
    controller.abort(new Error('shutting down'));
    await expect(read(graph, controller.signal)).rejects.toThrow('shutting down');
  });

  test('a service that never answers is given up after the time limit', async () => {
    const silent: typeof fetch = (_input, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      });
    const { graph } = await withPeer({}, { fetch: silent, timeoutMs: 20 });
    const error = await failureOf(graph.grantedPermissions());
    expect(error.code).toBe('unavailable');
    expect(error.cause).toMatchObject({ name: 'TimeoutError' });
  });

  test.each([
    ['3', 3000],
    ['0.5', 500],
    ['Mon, 02 Mar 2026 08:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
  ])('Retry-After %s is %s ms', (value, ms) => {
    expect(retryAfterMs(new Headers({ 'retry-after': value }), Temporal.Instant.from('2026-03-02T09:00:00Z'))).toBe(ms);
  });
});

describe('redirects', () => {
  /** The network as it is, but that the first tries are sent elsewhere and what arrives there is seen. */
  const redirecting = (through: typeof fetch, elsewhere: (request: Request) => Response) => {
    const network: typeof fetch = async (input, init) => {
      const request = new Request(input, init);
      if (new URL(request.url).host === 'elsewhere.example') return elsewhere(request);
      if (!request.url.includes('$value')) return through(input, init);
      return new Response(null, { status: 302, headers: { location: 'https://elsewhere.example/raw' } });
    };
    return network;
  };

  test('our token does not follow to another host', async () => {
    const { peer } = await benchWithMail();
    const seen: Request[] = [];
    const network = redirecting(peer.settings.fetch, (request) => {
      seen.push(request);
      return new Response('the mail');
    });
    const { graph } = await withPeer({}, { fetch: network });
    const raw = await new Response(await read(graph)).text();
    expect(raw).toBe('the mail');
    expect(seen.map(({ headers }) => headers.get('authorization'))).toEqual([null]);
  });

  test('another try starts from the first address, signed again', async () => {
    const { peer } = await benchWithMail();
    const arrivals: number[] = [];
    const signed: (string | null)[] = [];
    const network = redirecting(
      (input, init) => peer.settings.fetch(input, init),
      () => {
        arrivals.push(arrivals.length);
        return arrivals.length === 1 ? new Response('', { status: 503 }) : new Response('the mail');
      },
    );
    const watched: typeof fetch = (input, init) => {
      const request = new Request(input, init);
      if (request.url.includes('$value')) signed.push(request.headers.get('authorization')?.slice(0, 7) ?? null);
      return network(input, init);
    };
    const { graph } = await withPeer({}, { fetch: watched });
    expect(await new Response(await read(graph)).text()).toBe('the mail');
    expect(arrivals).toHaveLength(2);
    expect(signed).toEqual(['Bearer ', 'Bearer ']);
  });
});

describe('answers', () => {
  test.each([
    [{ status: 404 }, 'not-found'],
    [{ status: 409 }, 'conflict'],
    [{ status: 413 }, 'too-large'],
    [{ status: 400, code: 'BadRequest' }, 'invalid'],
    [{ status: 400, code: 'resyncRequired' }, 'cursor-expired'],
  ] as const)('%o is %s', async (fault, code) => {
    const { peer, graph } = await benchWithMail();
    peer.fail({ path: /value/, fault });
    expect((await failureOf(read(graph))).code).toBe(code);
  });

  test('an answer of another shape is refused with where it differs', async () => {
    const { peer, graph } = await benchWithMail();
    peer.fail({ method: 'POST', path: /messages$/, fault: 'not-json' });
    const error = await failureOf(graph.mail.createDraft(mailbox, 'x'));
    expect(error.code).toBe('unexpected-answer');
  });

  test.each(['', '.', '..'])('the id "%s" reaches nothing', async (id) => {
    const { peer, graph } = await benchWithMail();
    expect((await failureOf(graph.mail.raw(mailbox, id))).code).toBe('invalid');
    expect(peer.requests).toEqual([]);
  });

  test('secrets and tokens are in no message', async () => {
    const { peer, graph } = await benchWithMail({}, { credential: { secret: 'hush-hush' } });
    const error = await failureOf(read(graph));
    expect(JSON.stringify([error.message, error.facts, String(error.cause)])).not.toContain('hush-hush');
    expect(peer.requests[0]?.body).toContain('hush-hush');
  });
});
