import type { CaseQuery, CaseStore } from '@sla/case-store';
import type { CaseView, Desk } from '@sla/desk';
import { namesOf } from '@sla/desk';
import { z } from 'zod';

import type { Caller } from '../session/admission.ts';
import { cardJson } from './card-json.ts';
import type { CardJson } from './contract.ts';
import { badCursor, formatCursor, parseCursor } from './cursor.ts';
import { plainText } from './input.ts';
import type { CasesJson, MessagesJson } from './machine-contract.ts';
import { messageJson } from './message-json.ts';
import { present } from './present.ts';
import { iso, type Reading } from './reading.ts';
import { keyOf, seesInside } from './scope.ts';

const STATES = ['new', 'open', 'awaiting-requester', 'on-hold', 'resolved', 'closed', 'deferred', 'merged'] as const;
const name = plainText(200).min(1);
const limit = z.coerce.number().int().min(1).max(200).default(50);
const cursor = plainText(500).exactOptional();

/** GET /api/cases */
export const CasesQuery = z.strictObject({
  state: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(STATES)))
    .exactOptional(),
  organisation: name.exactOptional(),
  requester: z.email().max(320).exactOptional(),
  assignee: name.exactOptional(),
  team: name.exactOptional(),
  priority: name.exactOptional(),
  text: plainText(200).exactOptional(),
  limit,
  cursor,
});

/** GET /api/cases/:number/messages */
export const MessagesQuery = z.strictObject({ limit, cursor });

/** A page of cases, the one opened last first. */
export async function listCases(
  desk: Desk,
  store: Pick<CaseStore, 'findContact'>,
  query: z.infer<typeof CasesQuery>,
  caller: Caller,
  reading: Reading,
): Promise<CasesJson> {
  const { state, requester, limit: most, cursor: from, organisation, ...equal } = query;
  const only = keyOf(caller)?.organisation;
  const contact = requester === undefined ? undefined : await store.findContact({ email: requester.toLowerCase() });
  const isEmpty =
    (requester !== undefined && !contact) ||
    (only !== undefined && organisation !== undefined && organisation !== only);
  if (isEmpty) return { now: iso(await desk.read.now()), cases: [] };
  const wanted: CaseQuery = present({
    ...equal,
    states: state,
    organisation: only ?? organisation,
    requester: contact?.id,
    after: from === undefined ? undefined : parseCursor(from),
    order: 'opened' as const,
    limit: most + 1,
  });
  const { now, cases } = await desk.read.queue(wanted);
  const page = cases.slice(0, most);
  const last = cases.length > most ? page.at(-1)?.item.record : undefined;
  return present({
    now: iso(now),
    cases: page.map(({ card }) => shownTo(caller, cardJson(card, reading))),
    next: last && formatCursor(last),
  });
}

/** Without what only colleagues see. */
function shownTo(caller: Caller, card: CardJson): CardJson {
  if (seesInside(caller)) return card;
  const { lastMessage: _said, assignee: _held, team: _team, ...rest } = card;
  return { ...rest, actions: [], openAlerts: [] };
}

/** A page of what was said on a case. */
export function listMessages(
  view: CaseView,
  { limit: most, cursor: from }: z.infer<typeof MessagesQuery>,
  caller: Caller,
  reading: Reading,
): MessagesJson {
  const names = namesOf(reading, view.requester, view.messages);
  const seen = view.messages.filter(({ direction }) => direction !== 'note' || seesInside(caller));
  const begin = from === undefined ? 0 : seen.findIndex(({ id }) => id === from) + 1;
  if (from !== undefined && begin === 0) throw badCursor();
  const page = seen.slice(begin, begin + most);
  return present({
    messages: page.map((message) => withoutInside(messageJson(message, names), caller)),
    next: begin + most < seen.length ? page.at(-1)?.id : undefined,
  });
}

/** How a mail was judged, and the bytes with all its headers, are for agents. */
function withoutInside(message: MessagesJson['messages'][number], caller: Caller): MessagesJson['messages'][number] {
  if (seesInside(caller)) return message;
  const { rawUrl: _raw, htmlUrl: _html, heldBack: _why, ...rest } = message;
  return { ...rest, evidence: [] };
}
