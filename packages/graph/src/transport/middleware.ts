import {
  type Context,
  GraphClientError,
  type Middleware,
  type MiddlewareOptions,
} from '@microsoft/microsoft-graph-client';

import type { TokenSource } from './access-token.ts';
import { type Attempts, type Patience, withRetries } from './retry.ts';

/** How this one request may be treated; travels with it through the chain. */
export class RequestManner implements MiddlewareOptions {
  readonly repeatable: boolean;
  readonly signal: AbortSignal | undefined;

  constructor({ repeatable, signal }: Attempts) {
    this.repeatable = repeatable;
    this.signal = signal;
  }
}

/**
 * Signs requests to our cloud's Graph and to nobody else, and once more with a new token if the first was refused: it may
 * have been revoked. First in the chain; the client would wrap what is thrown, so errors leave in the shape it lets through.
 */
export function authorise(tokens: TokenSource, graph: string): Middleware {
  return link(async (context, next) => {
    const { signal } = mannerOf(context);
    const { request, options } = context;
    const attempt = async () => {
      const token = await tokens.token(signal);
      Object.assign(context, { request, options: signed(request, options, token, graph) });
      await next(context);
      return token;
    };
    try {
      const token = await attempt();
      if (context.response?.status !== 401) return;
      tokens.discard(token);
      await context.response.body?.cancel();
      await attempt();
    } catch (error) {
      const carrier = new GraphClientError();
      carrier.customError = error;
      throw carrier;
    }
  });
}

/**
 * Ours instead of the library's: that one repeats a POST after a 504, which can send a mail twice, cuts long waits short
 * and cannot be called off.
 */
export function retry(patience: Patience): Middleware {
  return link(async (context, next) => {
    // Redirects change the request on their way; every attempt starts from the first address.
    const { request, options } = context;
    const send = async () => {
      Object.assign(context, { request, options: { ...options } });
      await next(context);
      if (!context.response) throw new Error('the chain ended without a response');
      return context.response;
    };
    context.response = await withRetries(send, mannerOf(context), patience);
  });
}

/**
 * The last link: the network, by whatever `fetch` we were given. The time limit is for the headers; bodies may be long.
 * Whatever came before, a token leaves for Graph and for no other host; the library's redirects look at `response.url`, which
 * not every network fills in.
 */
export function network(fetchIt: typeof fetch, graph: string, timeoutMs: number): Middleware {
  return {
    async execute(context) {
      const late = new AbortController();
      const timer = setTimeout(
        () => late.abort(new DOMException(`no answer within ${timeoutMs} ms`, 'TimeoutError')),
        timeoutMs,
      );
      const { signal } = mannerOf(context);
      const headers = new Headers(context.options?.headers);
      if (!isOfGraph(context.request, graph)) headers.delete('authorization');
      try {
        context.response = await fetchIt(context.request, {
          ...context.options,
          headers,
          signal: signal ? AbortSignal.any([signal, late.signal]) : late.signal,
        });
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

function link(execute: (context: Context, next: (context: Context) => Promise<void>) => Promise<void>): Middleware {
  let following: Middleware | undefined;
  return {
    execute: (context) =>
      execute(context, async (passed) => {
        if (!following) throw new Error('nothing follows in the chain');
        await following.execute(passed);
      }),
    setNext(next) {
      following = next;
    },
  };
}

function mannerOf({ middlewareControl }: Context): RequestManner {
  const manner = middlewareControl?.getMiddlewareOptions(RequestManner);
  return manner instanceof RequestManner ? manner : new RequestManner({ repeatable: false });
}

function signed(
  request: Context['request'],
  options: Context['options'],
  token: string,
  graph: string,
): Context['options'] {
  if (!isOfGraph(request, graph)) return options;
  // Spelt so: by this name the redirect handler takes it off when the host changes.
  return { ...options, headers: { ...options?.headers, Authorization: `Bearer ${token}` } };
}

function isOfGraph(request: Context['request'], graph: string): boolean {
  return (typeof request === 'string' ? request : request.url).startsWith(`${graph}/`);
}
