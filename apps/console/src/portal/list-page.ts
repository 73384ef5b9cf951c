import type { QueueEntry } from '@sla/desk';

import { html } from '../html.ts';
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
<h2>${words.list.open}</h2>
${rows(open, guest)}
${done.length > 0 && html`<h2>${words.list.done}</h2>${rows(done, guest)}`}
${contact && zoneForm(guest)}`;
  return portalPage(frameOf(guest, parts), words.list.title, body, {
    beside: html`<a class="button primary" href="/portal/new">${words.list.new}</a>`,
    status: problem === undefined ? 200 : 422,
  });
}

function rows(entries: readonly QueueEntry[], guest: Guest) {
  const { words } = guest;
  if (entries.length === 0) return html`<p class="panel quiet">${words.list.none}</p>`;
  return html`<ul class="rows">${entries.map(({ card, item }) => {
    const { next } = card;
    return html`<li><a class="row" href="/portal/cases/${card.number}"><span class="subject">${card.subject || words.list.noSubject}</span>
<span class="state-chip">${words.case.states[card.state] ?? card.state}</span>
<span class="quiet">${card.number} · ${briefTime(item.record.openedAt, guest)}</span>
${next && html`<span class="next">${promiseWords(next, guest)}</span>`}</a></li>`;
  })}</ul>`;
}

function zoneForm({ session, words, reader }: Guest) {
  const zones = Intl.supportedValuesOf('timeZone').map((zone) => html`<option value="${zone}"></option>`);
  return html`<details class="zone"><summary>${words.zone.shownIn(reader.timeZone)} <u>${words.zone.change}</u></summary>
<form class="short" method="post" action="/portal/zone">${csrfField(session.csrf)}
<label class="text-field">${words.zone.label}<input type="text" name="zone" list="zones" value="${reader.timeZone}" required maxlength="60" autocomplete="off"></label><datalist id="zones">${zones}</datalist>
<p class="buttons"><button class="button">${words.zone.save}</button></p></form></details>`;
}
