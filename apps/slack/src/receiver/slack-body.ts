import { createHash } from 'node:crypto';

import { z } from 'zod';

import type { Origin } from '../installations.ts';

/** What Slack sent, as far as we look before Bolt does. */
export type SlackBody = Readonly<Record<string, unknown>>;

/** Events are answered at once and processed afterwards; whoever clicked waits for an answer now. */
export type Sort = 'event' | 'interaction';

export interface Incoming {
  readonly sort: Sort;
  /** The natural key: a second delivery of the same thing has the same. */
  readonly key: string;
  readonly body: SlackBody;
  readonly origin: Origin;
}

/** The bodies of HTTP: JSON for events, a form for commands, and a form that holds JSON for everything that is clicked. */
export function parseBody(text: string, contentType: string): SlackBody | undefined {
  if (contentType.startsWith('application/json')) return parseJson(text);
  if (!contentType.startsWith('application/x-www-form-urlencoded')) return undefined;
  const form = new URLSearchParams(text);
  const payload = form.get('payload');
  return payload === null ? Object.fromEntries(form) : parseJson(payload);
}

/** Undefined for what is neither an event nor an interaction. `otherwise` names a thing that has no name of its own. */
export function toIncoming(body: SlackBody, otherwise: string): Incoming | undefined {
  const read = bodySchema.safeParse(body);
  if (!read.success) return undefined;
  const found = read.data;
  const origin = originOf(found);
  // The old verification token says nothing that the signature does not, and it is a secret.
  const { token: _token, ...kept } = body;
  if (found.event_id !== undefined) return { sort: 'event', key: `event/${found.event_id}`, body: kept, origin };
  if (found.type === undefined && found.command === undefined) return undefined;
  const named = found.trigger_id ?? createHash('sha256').update(otherwise).digest('hex');
  return { sort: 'interaction', key: `interaction/${named}`, body: kept, origin };
}

/** Of events the first authorization says for whom they are: the outer team may be where a shared channel lives. */
function originOf(body: z.output<typeof bodySchema>): Origin {
  const [first] = body.authorizations ?? [];
  const team = first?.team_id ?? body.team?.id ?? body.team_id ?? undefined;
  const enterprise = first?.enterprise_id ?? body.enterprise?.id ?? body.enterprise_id ?? undefined;
  return {
    team: team ?? undefined,
    enterprise: enterprise ?? undefined,
    orgWide:
      first?.is_enterprise_install ?? (body.is_enterprise_install === true || body.is_enterprise_install === 'true'),
  };
}

function parseJson(text: string): SlackBody | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return z.record(z.string(), z.unknown()).safeParse(parsed).data;
  } catch {
    return undefined;
  }
}

const place = z.object({ id: z.string().optional() }).nullish();

const bodySchema = z.object({
  type: z.string().optional(),
  command: z.string().optional(),
  event_id: z.string().min(1).max(200).optional(),
  trigger_id: z.string().min(1).max(300).optional(),
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  team: place,
  enterprise: place,
  is_enterprise_install: z.union([z.boolean(), z.string()]).nullish(),
  authorizations: z
    .array(
      z.object({
        team_id: z.string().nullish(),
        enterprise_id: z.string().nullish(),
        is_enterprise_install: z.boolean().optional(),
      }),
    )
    .nullish(),
});
