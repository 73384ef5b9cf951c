import { randomUUID } from 'node:crypto';

import type { Message } from '@sla/case-store';
import { type CaseView, catalogueFor, clockLabel, formatTime, sentenceOf } from '@sla/desk';

import { storeFilesOfForm } from '../api/attached-files.ts';
import { attachment } from '../api/messages.ts';
import { present } from '../api/present.ts';
import { ProblemError } from '../api/problem.ts';
import { html } from '../html.ts';
import { csrfField, portalPage, wayBack } from './portal-page.ts';
import { briefTime, frameOf, type Guest, type PortalParts } from './portal-parts.ts';
import { standWords } from './promise-words.ts';
import { seeOther } from './sign-in.ts';

/** The request of this number, if it is this person's own; otherwise it does not exist. */
async function ownCase(ref: string, { contact }: Guest, { desk }: PortalParts): Promise<CaseView> {
  const view = await desk.read.case(ref);
  if (!view || !contact || view.record.requester !== contact.id) throw new ProblemError('no-such-case', { case: ref });
  return view;
}

/** One request: how it stands, what is promised by when, what was said, and what may be said. */
export async function casePage(ref: string, guest: Guest, parts: PortalParts, problem?: string): Promise<Response> {
  const view = await ownCase(ref, guest, parts);
  const { record } = view;
  const { words, reader, now } = guest;
  const above = html`${wayBack(words)} <span class="quiet">${record.number}</span> <span class="state-chip">${words.case.states[record.state] ?? record.state}</span>`;
  const body = html`<p class="quiet">${words.case.opened(formatTime(record.openedAt, reader, now))}</p>
${problem !== undefined && html`<p class="problem" role="alert">${problem}</p>`}
${record.state === 'merged' ? html`<p class="panel">${await mergedWords(view, guest, parts)}</p>` : promises(view, guest)}
<h2>${words.case.conversation}</h2>
<div class="messages">${seen(view).map((message) => messageBlock(message, guest))}</div>
${record.state !== 'merged' && answerForms(view, guest)}`;
  const title = record.subject || words.list.noSubject;
  return portalPage(frameOf(guest, parts), title, body, { above, status: problem === undefined ? 200 : 409 });
}

async function mergedWords({ record }: CaseView, { words }: Guest, { desk }: PortalParts): Promise<string> {
  const into = record.mergedInto === undefined ? undefined : await desk.read.case(record.mergedInto);
  return words.case.merged(into?.record.number ?? '');
}

function promises({ card }: CaseView, guest: Guest) {
  const { words, reader } = guest;
  const shown = card.promises.filter(({ dueAt, status }) => status !== 'cancelled' && (dueAt ?? status === 'paused'));
  const labels = catalogueFor(reader.language);
  return html`<section class="panel"><h2>${words.case.promises}</h2>${
    shown.length === 0
      ? html`<p class="quiet">${words.case.nothingPromised}</p>`
      : html`<dl class="facts">${shown.map((line) => html`<div class="fact"><dt>${clockLabel(line.clock, labels)}</dt><dd>${standWords(line, guest)}</dd></div>`)}</dl>`
  }</section>`;
}

/** Their own words and ours to them: no notes, and nothing of cases of others that were merged into this one. */
function seen({ messages, record }: CaseView): readonly Message[] {
  return messages.filter(({ direction, caseId }) => direction !== 'note' && caseId === record.id);
}

function messageBlock(message: Message, guest: Guest) {
  const { words } = guest;
  const { direction, text, quoteFrom, attachments, authorName, at, id, automatic } = message;
  const isMine = direction === 'in';
  const own = text.slice(0, quoteFrom).trimEnd();
  const earlier = quoteFrom === undefined ? '' : text.slice(quoteFrom).trim();
  const files = attachments.map(
    (file) =>
      html`<a href="/portal/attachments/${encodeURIComponent(id)}/${encodeURIComponent(file.id)}"><span class="attachment-name">${file.name}</span></a>`,
  );
  const time = html`<time class="message-when" datetime="${at.toString()}">${briefTime(at, guest)}</time>`;
  const block = html`<article class="message" data-direction="${direction}"><header class="message-head"><b>${isMine ? words.case.you : authorName}</b>${time}</header>
<p class="words">${own}</p>
${earlier !== '' && html`<details class="evidence"><summary>${words.case.quoted}</summary><p class="words quoted">${earlier}</p></details>`}
${files.length > 0 && html`<div class="attachments">${files}</div>`}</article>`;
  if (isMine || !automatic) return block;
  return html`<details class="automatic"><summary><span>${words.case.automatic}</span>${time}</summary>${block}</details>`;
}

function answerForms({ record, messages }: CaseView, { session, words }: Guest) {
  const isDone = ['resolved', 'closed', 'deferred'].includes(record.state);
  const wasAnswered = messages.some(({ direction, automatic }) => direction === 'out' && !automatic);
  const address = `/portal/cases/${record.number}`;
  return html`<h2>${isDone ? words.case.takeUp : words.case.answer}</h2>
<form id="say" method="post" action="${address}/say" enctype="multipart/form-data">
${csrfField(session.csrf)}<input type="hidden" name="key" value="${randomUUID()}">
<label class="text-field">${words.case.answerText}${isDone && html`<small>${words.case.takeUpHint}</small>`}<textarea name="text" rows="5" required maxlength="50000"></textarea></label>
<label class="text-field">${words.form.files}<input type="file" name="files" multiple></label>
</form>
<div class="buttons"><button class="button primary" form="say">${words.case.send}</button>${
    isDone && action(`${address}/reopen`, session.csrf, words.case.reopen)
  }${!isDone && wasAnswered && action(`${address}/solved`, session.csrf, words.case.solved)}</div>`;
}

function action(address: string, csrf: string, label: string) {
  return html`<form method="post" action="${address}">${csrfField(csrf)}<button class="button">${label}</button></form>`;
}

/** What somebody says on their request; said on one that is done, it takes it up again as the policy wants. */
export async function sayFromForm(ref: string, guest: Guest, form: FormData, parts: PortalParts): Promise<Response> {
  const view = await ownCase(ref, guest, parts);
  const { session, contact, words, now } = guest;
  const text = String(form.get('text') ?? '')
    .replaceAll('\0', '')
    .trim()
    .slice(0, 50_000);
  if (text === '') return casePage(ref, guest, parts, words.form.needsText);
  const outcome = await parts.desk.receive({
    channel: 'portal',
    receivedAt: now,
    externalId: `${session.email} ${String(form.get('key') ?? '') || randomUUID()}`,
    from: present({ address: session.email, name: contact?.name }),
    to: [],
    cc: [],
    subject: view.record.subject,
    text,
    references: [],
    attachments: await storeFilesOfForm(parts.store.blobs, form.getAll('files')),
    machine: 'no',
    mayAcknowledge: true,
    joins: { case: view.record.id, evidence: ['said in the portal on this case'] },
  });
  if (!outcome.ok) return casePage(ref, guest, parts, sentenceOf(outcome.refusal, words.language));
  return seeOther(`/portal/cases/${outcome.case.number}`);
}

/** `reopen` or `resolve`, in the requester's own name. */
export async function act(
  command: 'reopen' | 'resolve',
  ref: string,
  guest: Guest,
  parts: PortalParts,
): Promise<Response> {
  const { record } = await ownCase(ref, guest, parts);
  const outcome = await parts.desk[command](`requester:${record.requester}`, { case: record.id });
  if (!outcome.ok) return casePage(ref, guest, parts, sentenceOf(outcome.refusal, guest.words.language));
  return seeOther(`/portal/cases/${record.number}`);
}

/** A file of what they may read. */
export async function ownFile(messageId: string, id: string, guest: Guest, parts: PortalParts): Promise<Response> {
  const message = await parts.desk.read.message(messageId);
  if (!message || message.direction === 'note')
    throw new ProblemError('no-such-attachment', { attachment: id, message: messageId });
  await ownCase(message.caseId, guest, parts);
  return attachment(parts.desk, messageId, id);
}
