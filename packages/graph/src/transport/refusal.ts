import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

import { GraphError, type GraphErrorCode, type GraphErrorFacts } from '../graph-error.ts';
import type { Operation, Permission } from '../operations.ts';
import { retryAfterMs } from './retry.ts';

const errorBody = z.object({
  error: z.object({
    code: z.string().default(''),
    message: z.string().default(''),
    innerError: z.looseObject({ 'request-id': z.string().optional() }).optional(),
  }),
});

interface Said {
  readonly code: string;
  readonly message: string;
  readonly requestId: string | undefined;
}

/** What was asked when an answer came that is no success. */
export interface Asked {
  readonly operation: Operation;
  readonly repeatable: boolean;
  /** What the token carries, where known. */
  readonly granted: readonly string[] | undefined;
  readonly now: Temporal.Instant;
}

/** An answer that is not a success, as an error that says what to do. */
export async function toGraphError(response: Response, asked: Asked): Promise<GraphError> {
  const { operation, now } = asked;
  const said = await readError(response);
  const code = codeOf(response.status, said, asked);
  const waitMs = retryAfterMs(response.headers, now);
  const facts: GraphErrorFacts = {
    doing: operation.doing,
    status: response.status,
    ...(said.code ? { serviceCode: said.code } : {}),
    ...(said.requestId === undefined ? {} : { requestId: said.requestId }),
    ...(response.status === 403 ? { permissions: operation.anyOf.map(({ name }) => name) } : {}),
    ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
  };
  return new GraphError(code, `${sentence(code, operation, facts)}${quote(said)}`, facts);
}

async function readError(response: Response): Promise<Said> {
  const text = await response.text().catch(() => '');
  const requestId = response.headers.get('request-id') ?? undefined;
  try {
    const { error } = errorBody.parse(JSON.parse(text));
    return { code: error.code, message: error.message, requestId: error.innerError?.['request-id'] ?? requestId };
  } catch {
    return { code: '', message: text.replace(/\s+/g, ' ').trim(), requestId };
  }
}

function codeOf(status: number, { code }: Said, { operation: { anyOf }, repeatable, granted }: Asked): GraphErrorCode {
  if (status === 401) return 'credentials-refused';
  if (status === 403) return lacksPermission(anyOf, granted) ? 'permission-missing' : 'access-denied';
  if (status === 404) return 'not-found';
  if (status === 410 || /^(syncStateNotFound|syncStateInvalid|resyncRequired)$/i.test(code)) return 'cursor-expired';
  if (status === 409 || status === 412) return 'conflict';
  if (status === 413 || code === 'ErrorMessageSizeExceeded') return 'too-large';
  if (status === 429) return 'throttled';
  if (status >= 500) return repeatable || status === 501 ? 'unavailable' : 'outcome-unknown';
  return status >= 400 ? 'invalid' : 'unexpected-answer';
}

function lacksPermission(anyOf: readonly Permission[], granted: readonly string[] | undefined): boolean {
  if (anyOf.length === 0) return false;
  return !anyOf.some(({ name }) => granted?.includes(name));
}

function sentence(code: GraphErrorCode, { doing, anyOf }: Operation, { status, retryAfterMs: ms }: GraphErrorFacts) {
  const failed = `Microsoft Graph would not ${doing} (status ${status})`;
  switch (code) {
    case 'permission-missing':
      return `${failed}: the app lacks ${howToGrant(anyOf)}.`;
    case 'access-denied':
      return `${failed} although the app has a permission for it: ${whoElseDenies(doing)}.`;
    case 'credentials-refused':
      return `${failed}: it does not accept our token, even a new one. Check the tenant, and that the app is not blocked there.`;
    case 'not-found':
      return `${failed}: there is no such thing, or the app may not know of it.`;
    case 'cursor-expired':
      return `${failed}: the place we had read to is no longer known there, so the reading starts anew.`;
    case 'throttled':
      return `${failed}: too many requests; ${ms === undefined ? 'try again later' : `try again in ${Math.ceil(ms / 1000)} s`}.`;
    case 'unavailable':
      return `${failed}: the service has a fault of its own; try again later.`;
    case 'outcome-unknown':
      return `${failed}: the service failed on the way, so this may or may not have been done. Look before doing it again.`;
    case 'too-large':
      return `${failed}: it is larger than the service takes in one request.`;
    default:
      return `${failed}.`;
  }
}

function howToGrant(anyOf: readonly Permission[]): string {
  const everywhere = anyOf.find(({ grantedBy }) => grantedBy === 'administrator');
  const nearer = anyOf.find(({ grantedBy }) => grantedBy !== 'administrator');
  const consent = everywhere
    ? `the application permission ${everywhere.name}${nearer ? ' for the whole tenant' : ''}: add it under App registrations → API permissions → Microsoft Graph and grant admin consent; a token that is an hour old may still be without it`
    : '';
  return nearer ? `${nearer.name}, ${whoGives(nearer)}, or else ${consent}` : consent;
}

function whoGives({ grantedBy }: Permission): string {
  switch (grantedBy) {
    case 'exchange':
      return 'which Exchange assigns it for this mailbox (New-ManagementRoleAssignment; up to two hours pass until it counts)';
    case 'team-owner':
      return 'to which the owner of the team consents by installing or updating the Teams app';
    case 'installation':
      return 'to which whoever installs the app consents by installing or updating the Teams app';
    case 'administrator':
      return 'which an administrator grants';
  }
}

function whoElseDenies(doing: string): string {
  return /mail/.test(doing)
    ? 'an application access policy of Exchange keeps it from this mailbox; let it in there'
    : 'a policy of the tenant limits it, or the app is not installed where it reads; ask an administrator';
}

function quote({ code, message }: Said): string {
  const words = [code, message.slice(0, 200)].filter(Boolean).join(': ');
  return words ? ` It said: ${words}` : '';
}
