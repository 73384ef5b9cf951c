import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

import { GraphError } from '../graph-error.ts';
import { retryAfterMs } from './retry.ts';

interface Asked {
  readonly tenantId: string;
  readonly clientId: string;
  readonly login: string;
}

const refusal = z.object({
  error: z.string().optional(),
  error_description: z.string().optional(),
  error_codes: z.array(z.number()).optional(),
  trace_id: z.string().optional(),
});

/** What the sign-in service answered, as a sentence for the one who can mend it. Codes: Microsoft Entra's AADSTS list. */
export function tokenRefusal(response: Response, body: unknown, asked: Asked, now: Temporal.Instant): GraphError {
  const { error_codes: codes = [], error_description: words, trace_id: traceId } = refusal.safeParse(body).data ?? {};
  const code = codes[0];
  const waitMs = retryAfterMs(response.headers, now);
  const facts = {
    doing: 'sign in',
    status: response.status,
    ...(code === undefined ? {} : { serviceCode: `AADSTS${code}` }),
    ...(traceId === undefined ? {} : { requestId: traceId }),
    ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
  };
  if (response.status === 429) {
    return new GraphError('throttled', 'The sign-in service asks for fewer requests; it is tried again later.', facts);
  }
  if (response.status >= 500) {
    return new GraphError('unavailable', `The sign-in service failed with status ${response.status}.`, facts);
  }
  if (response.ok) {
    return new GraphError(
      'unexpected-answer',
      `${asked.login} answered without a token: is something between here and there answering in its place?`,
      facts,
    );
  }
  const advice = code === undefined ? undefined : adviceFor(code, asked);
  const said = words?.split(/\r?\n/, 1)[0]?.slice(0, 300) ?? `status ${response.status}`;
  return new GraphError('credentials-refused', advice ?? `The sign-in service refused the app: ${said}`, facts);
}

function adviceFor(code: number, { tenantId, clientId }: Asked): string | undefined {
  switch (code) {
    case 7000215:
      return `The client secret of app ${clientId} is wrong: use the secret's value, not its id, from Certificates & secrets.`;
    case 7000222:
      return `The client secret of app ${clientId} has expired: make a new one under Certificates & secrets and put its value in the desk's environment.`;
    case 700027:
      return `The certificate of app ${clientId} is not known: upload the one in use under Certificates & secrets, and check this machine's clock.`;
    case 700016:
      return `There is no app ${clientId} in tenant ${tenantId}: check both ids on the app registration's overview page, and that an administrator of this tenant has consented.`;
    case 90002:
      return `There is no tenant ${tenantId}: use the directory (tenant) id from the app registration's overview page.`;
    case 7000112:
      return `The app ${clientId} is disabled in this tenant: an administrator can enable it under Enterprise applications.`;
    case 53003:
      return `A conditional access policy of the tenant refuses app ${clientId} from here: an administrator has to exempt it or this machine's address.`;
    default:
      return undefined;
  }
}
