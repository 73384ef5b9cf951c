import { type MailHealth, mailMetrics } from '../mail-health.ts';
import { quietPath } from './quiet.ts';

type Fetch = (request: Request) => Promise<Response>;

const unkept = { 'cache-control': 'no-store' };

/**
 * What stands open: turning automatic mail off, and for those who watch the desk `/mail/health` (503 when no mail can come
 * in) and `/mail/metrics`. Neither names an address or a host; the sentences are behind the session.
 */
export function publicHandler(quiet: Fetch, health: () => Promise<MailHealth>): Fetch {
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith(quietPath)) return quiet(request);
    if (pathname === '/mail/health') return healthAnswer(await health());
    if (pathname === '/mail/metrics') {
      const headers = { ...unkept, 'content-type': 'text/plain; version=0.0.4' };
      return new Response(mailMetrics(await health()), { headers });
    }
    return new Response('There is nothing here.\n', { status: 404, headers: { 'content-type': 'text/plain' } });
  };
}

function healthAnswer({ state, mailboxes, inbox, outgoing }: MailHealth): Response {
  const { waiting, dead, heldBack } = outgoing;
  const shown = mailboxes.map(({ address: _address, lastError, ...mailbox }) => ({
    ...mailbox,
    troubled: lastError !== undefined,
  }));
  const body = { state, mailboxes: shown, inbox, outgoing: { waiting, dead, heldBack } };
  return Response.json(body, { status: state === 'down' ? 503 : 200, headers: unkept });
}
