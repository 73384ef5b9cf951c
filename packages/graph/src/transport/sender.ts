import {
  Client,
  GraphClientError,
  type MiddlewareOptions,
  RedirectHandler,
  ResponseType,
  TelemetryHandler,
} from '@microsoft/microsoft-graph-client';
import { z } from 'zod';

import { GraphError } from '../graph-error.ts';
import type { Operation } from '../operations.ts';
import { grantedPermissions, type TokenSource } from './access-token.ts';
import { authorise, network, RequestManner, retry } from './middleware.ts';
import { toGraphError } from './refusal.ts';
import type { Patience } from './retry.ts';

export interface Call {
  readonly operation: Operation;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the version, `/users/…`, or the full address of a next page. Built with `path`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | object;
  /** Doing it twice is doing it once: true for reading, renewing and marking; never for sending. */
  readonly repeatable: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** One page of a collection, each entry as it came. */
export interface Page {
  readonly value: readonly unknown[];
  readonly nextLink?: string;
  readonly deltaLink?: string;
}

export interface Sender {
  /** A successful response with its body unread; anything else is thrown as a GraphError. */
  send(call: Call): Promise<Response>;
  json<Shape extends z.ZodType>(call: Call, shape: Shape): Promise<z.output<Shape>>;
  page(call: Call): Promise<Page>;
  /** Every entry of every page. */
  entries<Shape extends z.ZodType>(call: Call, shape: Shape): AsyncGenerator<z.output<Shape>>;
}

export interface SenderSettings {
  readonly graph: string;
  readonly tokens: TokenSource;
  readonly fetch: typeof fetch;
  readonly patience: Patience;
  readonly timeoutMs: number;
}

const pageShape = z.object({
  value: z.array(z.unknown()),
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
});

/** Joins path segments, each encoded, so that no id can reach another resource. */
export function path(segments: readonly string[], query: Readonly<Record<string, string>> = {}): string {
  const parameters = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  const tail = parameters.length > 0 ? `?${parameters.join('&')}` : '';
  return `/${segments.map(encodeSegment).join('/')}${tail}`;
}

/** Dots would climb and nothing would name the whole collection, even encoded; `$value` is named as it is. */
function encodeSegment(segment: string): string {
  if (segment !== '' && segment !== '.' && segment !== '..') return encodeURIComponent(segment).replaceAll('%24', '$');
  throw new GraphError('invalid', `"${segment}" is no id of a mailbox, user, team, channel or message.`, {
    doing: 'address a resource',
  });
}

/** An OData string literal: quotes are doubled. */
export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** The client library's requests, with our own sign-in, patience and errors around them. */
export function createSender(settings: SenderSettings): Sender {
  const client = Client.initWithMiddleware({
    baseUrl: settings.graph,
    middleware: [
      authorise(settings.tokens, settings.graph),
      retry(settings.patience),
      new RedirectHandler(),
      new TelemetryHandler(),
      network(settings.fetch, settings.graph, settings.timeoutMs),
    ],
  });

  const sender: Sender = {
    async send(call) {
      const response = await execute(client, call, settings.graph);
      if (response.ok) return response;
      throw await refused(response, call, settings);
    },
    async json(call, shape) {
      const response = await sender.send(call);
      const body: unknown = await response.json().catch(() => undefined);
      return expectShape(body, shape, call.operation);
    },
    async page(call) {
      const { value, ...links } = await sender.json(call, pageShape);
      return {
        value,
        ...(links['@odata.nextLink'] === undefined ? {} : { nextLink: links['@odata.nextLink'] }),
        ...(links['@odata.deltaLink'] === undefined ? {} : { deltaLink: links['@odata.deltaLink'] }),
      };
    },
    async *entries(call, shape) {
      let next: string | undefined = call.path;
      while (next !== undefined) {
        const page: Page = await sender.page({ ...call, path: next });
        for (const entry of page.value) yield expectShape(entry, shape, call.operation);
        next = page.nextLink;
      }
    },
  };
  return sender;
}

export function expectShape<Shape extends z.ZodType>(
  value: unknown,
  shape: Shape,
  operation: Operation,
): z.output<Shape> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new GraphError(
    'unexpected-answer',
    `Microsoft Graph answered something else than expected when asked to ${operation.doing}: ${z.prettifyError(parsed.error)}`,
    { doing: operation.doing },
    parsed.error,
  );
}

async function execute(client: Client, call: Call, graph: string): Promise<Response> {
  if (!call.path.startsWith('/')) assertOurs(call, graph);
  const manner: MiddlewareOptions = new RequestManner(call);
  const request = client
    .api(call.path)
    .headers({ ...call.headers })
    .middlewareOptions([manner])
    .responseType(ResponseType.RAW);
  try {
    return await answer(request, call);
  } catch (error) {
    const cause: unknown = error instanceof GraphClientError ? (error.customError ?? error) : error;
    call.signal?.throwIfAborted();
    throw cause instanceof GraphError ? cause : lost(cause, call);
  }
}

function answer(request: ReturnType<Client['api']>, call: Call): Promise<Response> {
  switch (call.method) {
    case 'GET':
      return request.get();
    case 'POST':
      return request.post(call.body ?? '');
    case 'PATCH':
      return request.patch(call.body ?? '');
    case 'DELETE':
      return request.delete();
  }
}

/** Addresses of next pages come back from storage; our token goes to Graph and nowhere else. */
function assertOurs({ path: address, operation }: Call, graph: string): void {
  if (URL.canParse(address) && new URL(address).origin === new URL(graph).origin) return;
  throw new GraphError(
    'invalid',
    `The place to continue from is not an address of ${graph}: forget it and read anew. It was ${address.slice(0, 100)}.`,
    { doing: operation.doing },
  );
}

async function refused(response: Response, call: Call, { tokens, patience }: SenderSettings): Promise<GraphError> {
  const token = response.status === 403 ? await tokens.token().catch(() => undefined) : undefined;
  const granted = token === undefined ? undefined : grantedPermissions(token);
  const { operation, repeatable } = call;
  const error = await toGraphError(response, { operation, repeatable, granted, now: patience.now() });
  // Consent may be given any minute; the next request finds out with a new token.
  if (error.code === 'permission-missing' && token !== undefined) tokens.discard(token);
  return error;
}

function lost(cause: unknown, { operation, repeatable }: Call): GraphError {
  const facts = { doing: operation.doing };
  if (repeatable) {
    return new GraphError(
      'unavailable',
      `Microsoft Graph could not be reached to ${operation.doing}: check DNS, proxy and firewall; try again later.`,
      facts,
      cause,
    );
  }
  return new GraphError(
    'outcome-unknown',
    `The connection to Microsoft Graph broke when asked to ${operation.doing}: this may or may not have been done. Look before doing it again.`,
    facts,
    cause,
  );
}
