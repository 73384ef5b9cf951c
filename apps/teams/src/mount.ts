import type { Metrics } from './metrics.ts';

interface Mounted {
  readonly messages: (request: Request) => Promise<Response>;
  readonly graph: ((request: Request) => Promise<Response>) | undefined;
  readonly troubles: () => readonly unknown[];
  readonly metrics: Metrics;
}

/** Everything under `/teams`, as one handler that `sla up` mounts beside the others. */
export function createMount({ messages, graph, troubles, metrics }: Mounted): (request: Request) => Promise<Response> {
  return async (request) => {
    switch (new URL(request.url).pathname) {
      case '/teams/messages':
        return messages(request);
      case '/teams/graph':
        return graph?.(request) ?? Response.json({ error: 'not-found' }, { status: 404 });
      case '/teams/health': {
        const open = troubles().length;
        // Which channel or person it is stands in the console, behind a sign-in.
        return Response.json(
          { status: open === 0 ? 'well' : 'troubled', faults: open },
          { status: open === 0 ? 200 : 503 },
        );
      }
      case '/teams/metrics':
        return new Response(metrics.text(), {
          headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
        });
      default:
        return Response.json({ error: 'not-found' }, { status: 404 });
    }
  };
}
