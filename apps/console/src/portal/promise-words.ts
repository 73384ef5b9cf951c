import { Temporal } from '@sla/core';
import { catalogueFor, clockLabel, formatTime, type PromiseLine } from '@sla/desk';

import { html } from '../html.ts';
import type { Guest } from './portal-parts.ts';

/** "First response: by Mon 23 Nov, 11:00 (Europe/London)". */
export function promiseWords(line: PromiseLine, guest: Guest) {
  const label = clockLabel(line.clock, catalogueFor(guest.reader.language));
  return html`${label}: ${standWords(line, guest)}`;
}

/** How a promise stands, to the person to whom it was made; what is late is said to be late. */
export function standWords({ status, kind, dueAt, stoppedAt, breachedAt }: PromiseLine, { words, reader, now }: Guest) {
  const time = (at: Temporal.Instant) => formatTime(at, reader, now);
  if (status === 'paused') return html`${words.case.paused}`;
  if (status === 'met' && stoppedAt) return html`${words.case.met(time(stoppedAt))}`;
  if (!dueAt) return html`–`;
  const isLate = breachedAt !== undefined || Temporal.Instant.compare(dueAt, now) <= 0;
  if (stoppedAt && isLate) return html`${words.case.lateThen(time(dueAt), time(stoppedAt))}`;
  if (isLate) return html`<span class="late">${words.case.late(time(dueAt))}</span>`;
  return html`${kind === 'objective' ? words.case.aim(time(dueAt)) : words.case.by(time(dueAt))}`;
}
