import type { Delivery } from '@sla/desk';
import { z } from 'zod';

/** How the connector of Teams refused something, with what it means and what to do. */
export class TeamsFault extends Error {
  override readonly name = 'TeamsFault';
  readonly kind: FaultKind;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(facts: Refused, cause?: unknown) {
    const kind = kindOf(facts);
    super(sentenceOf(kind, facts), cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.status = facts.status;
    this.code = facts.code;
    this.retryAfterSeconds = facts.retryAfterSeconds;
  }
}

export type FaultKind =
  /** Once more, later. */
  | 'throttled'
  | 'passing'
  /** The message is not there: post anew. */
  | 'message-gone'
  | 'conversation-gone'
  | 'not-installed'
  | 'blocked'
  | 'too-large'
  | 'not-allowed'
  | 'refused';

interface Refused {
  readonly status?: number;
  readonly code?: string;
  readonly detail?: string;
  readonly retryAfterSeconds?: number;
}

/** Of whatever a call threw: the SDK's HTTP client throws axios' errors. */
export function toTeamsFault(error: unknown): TeamsFault {
  if (error instanceof TeamsFault) return error;
  const answered = httpError.safeParse(error);
  if (!answered.success)
    return new TeamsFault({ detail: error instanceof Error ? error.message : String(error) }, error);
  const { response, code, message } = answered.data;
  if (response === undefined) return new TeamsFault({ detail: code ?? message }, error);
  const inner = errorBody.safeParse(response.data);
  const after = retryAfter(response.headers);
  return new TeamsFault(
    {
      status: response.status,
      ...(inner.success && { code: inner.data.error.code, detail: inner.data.error.message }),
      ...(after !== undefined && { retryAfterSeconds: after }),
    },
    error,
  );
}

/** Whether it is worth another try, and if not, why it was given up. */
export function toDelivery(fault: TeamsFault): Delivery {
  if (fault.kind !== 'throttled' && fault.kind !== 'passing') return { kind: 'refused', error: fault.message };
  const { retryAfterSeconds } = fault;
  return { kind: 'try-again', error: fault.message, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
}

const httpError = z.object({
  message: z.string(),
  code: z.string().optional(),
  response: z
    .object({ status: z.number(), data: z.unknown().exactOptional(), headers: z.unknown().exactOptional() })
    .optional(),
  isAxiosError: z.literal(true),
});

const errorBody = z.object({ error: z.object({ code: z.string(), message: z.string().default('') }) });

/** Seconds, or a date (RFC 9110, 10.2.3); the date is read against the answer's own. */
function retryAfter(headers: unknown): number | undefined {
  const read = z.object({ 'retry-after': z.string(), date: z.string().optional() }).safeParse(headers);
  if (!read.success) return undefined;
  const { 'retry-after': after, date } = read.data;
  if (/^\d+$/.test(after)) return Number(after);
  const seconds = (Date.parse(after) - Date.parse(date ?? '')) / 1_000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

const codes: Readonly<Record<string, FaultKind>> = {
  ActivityNotFoundInConversation: 'message-gone',
  ConversationNotFound: 'conversation-gone',
  BotNotInConversationRoster: 'not-installed',
  ForbiddenOperationException: 'not-installed',
  BotDisabledByAdmin: 'not-allowed',
  MessageWritesBlocked: 'blocked',
  MessageSizeTooBig: 'too-large',
};

/** The vendor asks to repeat these, with jitter; a call without an answer may have been done or not. */
const passing = new Set([412, 500, 502, 503, 504]);

function kindOf({ status, code, detail = '' }: Refused): FaultKind {
  // Under one code Teams says that somebody blocked the app, and that it was taken away.
  if (status === 403 && /\bblocked\b/i.test(detail)) return 'blocked';
  const known = code === undefined ? undefined : codes[code];
  if (known !== undefined) return known;
  if (status === 429) return 'throttled';
  if (status === undefined || passing.has(status)) return 'passing';
  if (status === 404) return 'conversation-gone';
  if (status === 413) return 'too-large';
  return status === 401 || status === 403 ? 'not-allowed' : 'refused';
}

function sentenceOf(kind: FaultKind, { status, code, detail }: Refused): string {
  const said = [status, code, detail].filter((one) => one !== undefined && one !== '').join(' ');
  return `${sentences[kind]} (Teams said: ${said === '' ? 'nothing' : said.slice(0, 300)})`;
}

const sentences: Readonly<Record<FaultKind, string>> = {
  throttled: 'Teams asks us to slow down; it is sent again later.',
  passing: 'Teams did not take it just now; it is sent again later.',
  'message-gone': 'Teams no longer has the message; it is posted anew.',
  'conversation-gone':
    'The channel or chat does not exist any more. If the channel was deleted, name another under channels.teams.channels in the settings.',
  'not-installed':
    'The app is not installed in this team or for this person. Install it there again, or name another channel under channels.teams.channels.',
  blocked:
    'The person has blocked the app in Teams. They can unblock it in the chat with it; until then reach them another way.',
  'too-large': 'The message is larger than Teams takes (28 kB).',
  'not-allowed':
    'Teams refused the app. Run `sla teams doctor`: the client secret may have run out, or an administrator may have turned the app off.',
  refused: 'Teams refused the message.',
};
