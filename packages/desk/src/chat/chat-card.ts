import type { Team } from '@sla/case-store';
import { type Temporal, toInstant } from '@sla/core';

import { cardWords } from '../card-words.ts';
import type { CaseCard } from '../case-card.ts';
import { historyOf } from '../case-history.ts';
import { catalogueFor } from '../catalogue/catalogue-for.ts';
import type { Reader } from '../catalogue/reader.ts';
import { sentenceOfEvent } from '../catalogue/sentences.ts';
import type { CaseView, QueueEntry } from '../desk.ts';
import { present } from '../present.ts';
import { speechOf } from '../speech.ts';
import type { ChatButton, ChatCard } from './contract.ts';
import { menuOf } from './further.ts';

/** Cases that bear this tag are for channels that are named for them. */
export const restrictedTag = 'restricted';

export interface CardSaying {
  readonly reader: Reader;
  readonly now: Temporal.Instant;
  readonly teams: readonly Team[];
  readonly tags: readonly string[];
  /** Who did what last. */
  readonly last?: string | undefined;
  /** Where the console is. */
  readonly url?: string | undefined;
}

/** A case as every chat shows it, said to one reader. */
export function chatCard(card: CaseCard, { reader, now, teams, tags, last, url }: CardSaying): ChatCard {
  const words = catalogueFor(reader.language);
  const said = cardWords(card, reader, now);
  const { chat } = words;
  const next = said.next && present({ ...said.next, dueAt: card.next?.dueAt });
  return present({
    id: card.id,
    number: card.number,
    version: card.version,
    subject: card.subject || words.labels.noSubject,
    summary: chat.summary(
      present({
        number: card.number,
        subject: card.subject || words.labels.noSubject,
        state: said.state,
        risk: card.risk === 'none' ? undefined : said.risk,
        next: next && `${next.label}: ${next.text}`,
      }),
    ),
    state: said.state,
    risk: { level: card.risk, text: said.risk },
    facts: factsOf(card, said.assignee, teams, reader),
    next,
    lastMessage: card.lastMessage,
    buttons: buttonsOf(card, reader),
    menu: menuOf(card.state).map((action): ChatButton => ({ action, label: chat.buttons[action], style: 'plain' })),
    footer: chat.footer(present({ version: card.version, last })),
    url: url === undefined ? undefined : `${url}/cases/${card.number}`,
    restricted: tags.includes(restrictedTag) ? (true as const) : undefined,
  });
}

export function cardOfView(view: CaseView, reader: Reader, url: string | undefined): ChatCard {
  const { card, now, teams, record } = view;
  return chatCard(card, { reader, now, teams, tags: record.tags, last: lastDeed(view, reader), url });
}

export function cardOfEntry(
  { item, card }: QueueEntry,
  saying: Pick<CardSaying, 'reader' | 'now' | 'teams' | 'url'>,
): ChatCard {
  return chatCard(card, { ...saying, tags: item.record.tags });
}

/** Who did what last, in a sentence; what the desk did by itself stands elsewhere on the card. */
export function lastDeed(view: CaseView, reader: Reader): string | undefined {
  const last = historyOf(view.events).events.findLast(({ by }) => by !== undefined && by !== 'system');
  const { events } = catalogueFor(reader.language);
  return last && sentenceOfEvent({ ...last, at: toInstant(last.at) }, events, speechOf(view, { ...view, reader }));
}

function factsOf(card: CaseCard, assignee: string, teams: readonly Team[], reader: Reader): ChatCard['facts'] {
  const { labels } = catalogueFor(reader.language).chat;
  const team = teams.find(({ id }) => id === card.team)?.name ?? card.team;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [labels.from, [card.requester.name, card.organisation].filter(Boolean).join(', ')],
    [labels.priority, card.priority.title],
    [labels.tier, card.tier],
    [labels.assignee, assignee],
    [labels.team, team],
  ];
  return rows.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

/** In the card's own order; the first that moves the case on stands out, and an alert above all. */
function buttonsOf(card: CaseCard, reader: Reader): readonly ChatButton[] {
  const { buttons } = catalogueFor(reader.language).chat;
  const steps = [...new Set(card.openAlerts.map(({ step }) => step))];
  const alerts = steps.flatMap((step): ChatButton[] => [
    { action: 'take', label: buttons.take, style: 'danger', step },
    { action: 'hand-over', label: buttons['hand-over'], style: 'plain', step },
  ]);
  const others = card.actions.filter((action) => action !== 'take');
  const primary = others.find((action) => action === 'claim' || action === 'reply' || action === 'reopen');
  return [
    ...alerts,
    ...others.map((action): ChatButton => {
      return { action, label: buttons[action], style: action === primary ? 'primary' : 'plain' };
    }),
  ];
}
