import type { Answer, Intake } from './intake.ts';
import { parseBody, toIncoming } from './slack-body.ts';
import { isFromSlack } from './verify-request.ts';

/** Slack's own requests are far smaller; files come by another way. */
const mostBytes = 2 * 1024 * 1024;

export interface HandlerOptions {
  readonly signingSecrets: readonly string[];
  /** Milliseconds of the wall clock, which signatures are dated by. */
  readonly nowMs: () => number;
}

/** Takes events, clicks, forms and commands: verified by their raw bytes, kept, then answered. */
export function eventsHandler(intake: Intake, { signingSecrets, nowMs }: HandlerOptions) {
  return async (request: Request): Promise<Response> => {
    if (request.method !== 'POST') return refuse(405, 'Slack posts here; nothing else is to be seen.');
    const raw = await readRaw(request);
    if (raw === undefined) return refuse(413, 'The body is larger than anything that Slack sends.');
    if (!isFromSlack({ headers: request.headers, raw }, signingSecrets, nowMs()))
      return refuse(
        401,
        'The signature is wrong, or the request too old: check channels.slack.signingSecret and the clock.',
      );
    const body = parseBody(raw, request.headers.get('content-type') ?? '');
    if (!body) return refuse(400, 'The body is neither JSON nor a form of Slack’s.');
    if (body.type === 'url_verification') return Response.json({ challenge: String(body.challenge) });
    if (body.ssl_check !== undefined) return new Response(null);
    const incoming = toIncoming(body, request.headers.get('x-slack-signature') ?? raw);
    if (!incoming) return refuse(400, 'This is neither an event nor an interaction.');
    const taken = await intake.take(incoming);
    if (taken.kind === 'not-installed') return refuse(401, 'The app is not installed in that workspace.');
    return taken.kind === 'known' ? new Response(null) : respond(taken.answer);
  };
}

function respond(answer: Answer): Response {
  if (answer === undefined) return new Response(null);
  return typeof answer === 'string' ? new Response(answer) : Response.json(answer);
}

async function readRaw(request: Request): Promise<string | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) return undefined;
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request.body ?? []) {
    size += piece.byteLength;
    if (size > mostBytes) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function refuse(status: number, why: string): Response {
  return new Response(`${why}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
