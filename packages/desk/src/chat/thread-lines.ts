import type { Message } from '@sla/case-store';
import { type CaseEvent, type CaseEventType, type Effect, type EffectKind, Temporal, toInstant } from '@sla/core';

import { promiseWords } from '../card-words.ts';
import { promiseLine } from '../case-card.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { catalogueFor } from '../catalogue/catalogue-for.ts';
import type { Reader } from '../catalogue/reader.ts';
import { sentenceOfEvent } from '../catalogue/sentences.ts';
import type { CaseView } from '../desk.ts';
import { speechOf } from '../speech.ts';
import type { ChatChannel, ThreadLine } from './contract.ts';

/** What has happened to a case since, a short line each, the oldest first; in one instant events come before what they set off. */
export function threadLines(
  view: CaseView,
  said: ReadonlySet<string>,
  reader: Reader,
  channel: ChatChannel,
): readonly ThreadLine[] {
  const words = catalogueFor(reader.language);
  const say = speechOf(view, { ...view, reader });
  const messages = new Map(view.messages.map((message) => [message.id, message]));
  const told = new Set(view.effects.filter(({ kind }) => kind === 'notify').map(({ step }) => step));
  const isTold = (event: CaseEvent) =>
    isOnTheCard(event) ||
    (event.type === 'alerted' && told.has(event.step)) ||
    // A colleague's note stands in the chat already; a requester changes words elsewhere.
    (event.type === 'noted' &&
      !event.by.startsWith('requester:') &&
      messages.get(event.message ?? '')?.channel === channel);
  const events = view.events
    .filter((event) => !said.has(event.id) && !isTold(event))
    .map((event) => ({
      id: event.id,
      at: toInstant(event.at),
      text: quoted(sentenceOfEvent(event, words.events, say), event, messages, words),
      urgent: event.type === 'unreachable',
    }));
  const effects = view.effects
    .filter(({ id }) => !said.has(id))
    .map((effect) => ({
      id: effect.id,
      at: effect.at,
      text: warning(effect, view, reader, words) ?? words.fired(effect, say),
      urgent: urgentKinds.has(effect.kind),
    }));
  return [...events, ...effects].sort((a, b) => Temporal.Instant.compare(a.at, b.at));
}

/** Somebody must act. */
const urgentKinds: ReadonlySet<EffectKind> = new Set(['warn', 'update-due', 'miss', 'notify', 'publish']);

/** The card itself says that the case was opened, and a receipt is no news. */
function isOnTheCard(event: CaseEvent): boolean {
  return event.type === 'opened' || (event.type === 'acknowledged' && event.automatic === true);
}

/** What was said, cut to a line. */
function quoted(
  sentence: string,
  event: CaseEvent,
  messages: ReadonlyMap<string, Message>,
  { chat }: Catalogue,
): string {
  const message = spokenTypes.has(event.type) ? messages.get(event.message ?? '') : undefined;
  const words = message?.text.slice(0, message.quoteFrom).replace(/\s+/g, ' ').trim();
  return words ? chat.quoted(sentence, cut(words)) : sentence;
}

const spokenTypes: ReadonlySet<CaseEventType> = new Set(['requester-replied', 'replied', 'updated', 'noted']);
const longestQuote = 200;

function cut(words: string): string {
  const letters = [...words];
  return letters.length <= longestQuote ? words : `${letters.slice(0, longestQuote - 1).join('')}…`;
}

/** A warning says by when, while that can still be kept. */
function warning(effect: Effect, view: CaseView, reader: Reader, { chat }: Catalogue): string | undefined {
  if (effect.kind !== 'warn' && effect.kind !== 'update-due') return undefined;
  const clock = view.sla.clocks.find((each) => each.clock === effect.clock && each.cycle === effect.cycle);
  if (clock?.status !== 'running') return undefined;
  const line = promiseLine(clock, view.now);
  if (line.risk === 'missed') return undefined;
  const { label, text } = promiseWords(line, reader, view.now);
  return chat.atRisk(label, text);
}
