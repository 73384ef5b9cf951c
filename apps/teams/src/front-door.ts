import type { HttpRouteHandler, IHttpServerAdapter } from '@microsoft/teams.apps';
import { z } from 'zod';

import { readActivity, tenantOf } from './activities/activity.ts';
import { isAllowedServiceUrl, type ServiceUrlRule } from './service-url.ts';

/** Teams sends less; whoever sends more is not Teams. */
const largestBody = 512 * 1024;

export interface FrontDoor {
  /** What the SDK hangs its own handler on, which checks the token and goes on. */
  readonly adapter: IHttpServerAdapter;
  readonly fetch: (request: Request) => Promise<Response>;
}

export interface DoorRules {
  /** The organisations whose Teams may speak with us, in lower case. */
  readonly tenants: readonly string[];
  readonly hosts: ServiceUrlRule;
  /** Who signs the connector's tokens. */
  readonly issuer: string;
  readonly refused: (why: DoorRefusal) => void;
}

export type DoorRefusal =
  | 'method'
  | 'too-large'
  | 'no-activity'
  | 'foreign-tenant'
  | 'service-url'
  | 'issuer'
  | 'token';

/**
 * Everything that the SDK leaves open is closed before it is asked: size, shape, whose tenant it is, where answers would go (with our
 * token), and tokens of Entra, whose service URL nobody vouches for.
 */
export function createFrontDoor(rules: DoorRules): FrontDoor {
  let handler: HttpRouteHandler | undefined;
  const refuse = (why: DoorRefusal) => {
    rules.refused(why);
    return answer(statuses[why], { error: why });
  };
  return {
    adapter: {
      registerRoute: (_method, _path, handle) => {
        handler ??= handle;
      },
    },
    fetch: async (request) => {
      if (request.method !== 'POST') return refuse('method');
      const text = await readAtMost(request, largestBody);
      if (text === undefined) return refuse('too-large');
      const body = parsed(text);
      const why = judge(body, request.headers.get('authorization') ?? '', rules);
      if (why !== undefined) return refuse(why);
      if (handler === undefined) return answer(503, { error: 'starting' });
      const { status, body: said } = await handler({ body, headers: Object.fromEntries(request.headers) });
      if (status === 401) rules.refused('token');
      return answer(status, said);
    },
  };
}

const statuses: Readonly<Record<DoorRefusal, number>> = {
  method: 405,
  'too-large': 413,
  'no-activity': 400,
  'foreign-tenant': 403,
  'service-url': 403,
  issuer: 401,
  token: 401,
};

function judge(body: unknown, authorization: string, rules: DoorRules): DoorRefusal | undefined {
  const activity = readActivity(body);
  if (activity === undefined) return 'no-activity';
  if (!rules.tenants.includes(tenantOf(activity)?.toLowerCase() ?? '')) return 'foreign-tenant';
  if (!isAllowedServiceUrl(activity.serviceUrl, rules.hosts)) return 'service-url';
  return issuerOf(authorization) === rules.issuer ? undefined : 'issuer';
}

const claims = z.object({ iss: z.string() });

/** Read without trust, to turn away what the SDK would judge by other rules; the signature is its to check. */
function issuerOf(authorization: string): string | undefined {
  const payload = authorization.replace(/^Bearer /, '').split('.')[1] ?? '';
  const read = claims.safeParse(parsed(Buffer.from(payload, 'base64url').toString('utf8')));
  return read.success ? read.data.iss : undefined;
}

/** The body's text; undefined when there is more of it, however it is announced. */
export async function readAtMost(request: Request, bytes: number): Promise<string | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of request.body ?? []) {
    length += piece.length;
    if (length > bytes) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function answer(status: number, body: unknown): Response {
  return body === undefined ? new Response(null, { status }) : Response.json(body, { status });
}
