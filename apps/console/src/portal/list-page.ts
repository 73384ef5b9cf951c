import type { QueueEntry } from '@sla/desk';

import { html } from './html.ts';
import { csrfField, portalPage } from './portal-page.ts';
import { briefTime, frameOf, type Guest, type PortalParts } from './portal-parts.ts';
import { promiseWords } from './promise-words.ts';

const DONE: readonly string[] = ['resolved', 'closed', 'deferred', 'merged'];
/** More than anybody looks through; the newest stay. */
const MOST = 200;

/** All requests of whoever is signed in. */
export async function listPage(guest: Guest, parts: PortalParts, problem?: string): Promise<Response> {
  const { contact, words } = guest;
  const entries = contact
    ? (await parts.desk.read.queue({ requester: contact.id, order: 'changed', limit: MOST })).cases
    : [];
  const open = entries.filter(({ item }) => !DONE.includes(item.record.state));
  const done = entries.filter(({ item }) => DONE.includes(item.record.state));
  const body = html`${problem !== undefined && html`<p class="problem" role="alert">${problem}</p>`}
<p><a class="button" href="/portal/new">${words.list.new}</a></p>
<h2>${words.list.open}</h2>
${rows(open, guest)}
${done.length > 0 && html`<h2>${words.list.done}</h2>${rows(done, guest)}`}
${contact && zoneForm(guest)}`;
  return portalPage(frameOf(guest, parts), words.list.title, body, { status: problem === undefined ? 200 : 422 });
}

function rows(entries: readonly QueueEntry[], guest: Guest) {
  const { words } = guest;
  if (entries.length === 0) return html`<p class="quiet-text">${words.list.none}</p>`;
  return html`<ul class="rows">${entries.map(({ card, item }) => {
    const { next } = card;
    return html`<li><a href="/portal/cases/${card.number}"><span class="subject">${card.subject || words.list.noSubject}</span>
<span><span class="state">${words.case.states[card.state] ?? card.state}</span> <span class="quiet-text">${card.number} · ${briefTime(item.record.openedAt, guest)}</span></span>
${next && html`<span>${promiseWords(next, guest)}</span>`}</a></li>`;
  })}</ul>`;
}

function zoneForm({ session, words, reader }: Guest) {
  const zones = Intl.supportedValuesOf('timeZone').map((zone) => html`<option value="${zone}"></option>`);
  return html`<details class="panel"><summary>${words.zone.shownIn(reader.timeZone)} ${words.zone.change}</summary>
<form method="post" action="/portal/zone">${csrfField(session.csrf)}
<p class="field"><label>${words.zone.label}<input type="text" name="zone" list="zones" value="${reader.timeZone}" required maxlength="60" autocomplete="off"></label><datalist id="zones">${zones}</datalist></p>
<button class="plain">${words.zone.save}</button></form></details>`;
}
