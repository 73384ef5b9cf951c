import type { SlackStatus } from './channel.ts';
import { beginInstall, finishInstall } from './install.ts';
import type { Installations } from './installations.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { SlackOptions } from './options.ts';
import { eventsHandler } from './receiver/http-handler.ts';
import type { Intake } from './receiver/intake.ts';
import type { Troubles } from './troubles.ts';

export interface HandlerParts {
  readonly intake: Intake;
  readonly installations: Installations;
  readonly options: SlackOptions;
  readonly troubles: Troubles;
  readonly metrics: Metrics;
  readonly status: () => Promise<SlackStatus>;
  readonly log: Log;
  readonly nowMs: () => number;
}

/** Everything under `/slack/`. What its mode does not need is not there. */
export function slackHandler(parts: HandlerParts): (request: Request) => Promise<Response> {
  const { intake: how } = parts.options;
  const events = how.kind === 'http' ? eventsHandler(parts.intake, { ...how, nowMs: parts.nowMs }) : undefined;
  return async (request) => {
    const { pathname } = new URL(request.url);
    switch (pathname) {
      case '/slack/events':
        return (await events?.(request)) ?? notHere();
      case '/slack/install':
      case '/slack/oauth_redirect':
        return install(request, pathname, parts);
      case '/slack/health':
        return health(await parts.status());
      case '/slack/metrics':
        return metrics(parts);
      default:
        return notHere();
    }
  };
}

async function install(request: Request, pathname: string, { options, ...parts }: HandlerParts): Promise<Response> {
  const { intake: how, url, platform } = options;
  if (how.kind !== 'http' || !how.oauth || request.method !== 'GET') return notHere();
  const asked = { ...parts, ...how.oauth, url, platform };
  return pathname === '/slack/install' ? beginInstall(asked) : finishInstall(request, parts.installations, asked);
}

/** 503 while nothing can come in, or no workspace can be spoken to. */
function health(status: SlackStatus): Response {
  const { connected, workspaces, troubles } = status;
  const closed = new Set(troubles.map(({ place }) => place));
  const isWell = connected !== false && workspaces.some(({ key }) => !closed.has(key));
  return Response.json(status, { status: isWell ? 200 : 503, headers: { 'cache-control': 'no-store' } });
}

async function metrics(parts: HandlerParts): Promise<Response> {
  const { connected, workspaces, waiting, drawing, troubles } = await parts.status();
  const gauges = {
    ...(connected !== undefined && { slack_socket_connected: Number(connected) }),
    slack_workspaces: workspaces.length,
    slack_inbox_waiting: waiting,
    slack_cards_waiting: drawing,
    slack_troubles: troubles.length,
  };
  return new Response(parts.metrics.text(gauges), { headers: { 'content-type': 'text/plain; version=0.0.4' } });
}

function notHere(): Response {
  return new Response('There is nothing here.\n', { status: 404, headers: { 'content-type': 'text/plain' } });
}
