/** A request as a service sees it. */
export interface PeerRequest {
  readonly method: string;
  /** Decoded, without the version: `/users/a@b.example/messages`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: string;
  /** Of the token the request came with. */
  readonly roles: readonly string[];
  readonly params: Readonly<Record<string, string>>;
}

export interface PeerAnswer {
  readonly status: number;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: string;
  /** `/users/:user/messages/:id`, each segment literal or named; a last one with a plus takes all that is left. */
  readonly pattern: string;
  /** Any one of these roles; for consent by a team or an installation decide in `handle`. */
  readonly anyOf?: readonly string[];
  /** What lets a request in besides its token. */
  readonly allows?: (request: Pick<PeerRequest, 'params'>) => boolean;
  readonly handle: (request: PeerRequest) => PeerAnswer | Promise<PeerAnswer>;
}

export function refusal(status: number, code: string, message: string, headers?: Record<string, string>): PeerAnswer {
  return {
    status,
    json: { error: { code, message, innerError: { 'request-id': `peer-${status}`, date: '2026-01-01T00:00:00' } } },
    ...(headers ? { headers } : {}),
  };
}

export function matchRoute(
  routes: readonly Route[],
  method: string,
  segments: readonly string[],
): { route: Route; params: Record<string, string> } | undefined {
  for (const route of routes) {
    if (route.method !== method) continue;
    const params = matchSegments(route.pattern.split('/').filter(Boolean), segments);
    if (params) return { route, params };
  }
  return undefined;
}

function matchSegments(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const isOpen = pattern.at(-1)?.endsWith('+') === true;
  if (isOpen ? segments.length < pattern.length : pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.endsWith('+')) params[part.slice(1, -1)] = segments.slice(index).join('/');
    else if (part.startsWith(':')) params[part.slice(1)] = segment;
    else if (part !== segment) return undefined;
  }
  return params;
}

/** Pages as Graph makes them: an absolute address of its own host, opaque to the reader. */
export function pageOf<Entry>(
  entries: readonly Entry[],
  { path, query }: PeerRequest,
  defaultSize: number,
  graph: string,
): { value: readonly Entry[]; '@odata.nextLink'?: string } {
  const skip = Number(query.get('$skiptoken') ?? 0);
  const size = Number(query.get('$top') ?? defaultSize);
  const value = entries.slice(skip, skip + size);
  if (skip + size >= entries.length) return { value };
  const next = new URLSearchParams(query);
  next.set('$skiptoken', String(skip + size));
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return { value, '@odata.nextLink': `${graph}/v1.0${encoded}?${next}` };
}
