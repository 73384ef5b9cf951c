import { randomUUID } from 'node:crypto';

import type { Policy } from '@sla/core';
import { sentenceOf } from '@sla/desk';

import { storeFilesOfForm } from '../api/attached-files.ts';
import { present } from '../api/present.ts';
import { html } from '../html.ts';
import { csrfField, portalPage, wayBack } from './portal-page.ts';
import { frameOf, type Guest, type PortalParts } from './portal-parts.ts';
import { seeOther } from './sign-in.ts';

interface Draft {
  readonly key: string;
  readonly subject: string;
  readonly text: string;
  readonly impact: string;
  readonly workaround: string;
}

const EMPTY: Omit<Draft, 'key'> = { subject: '', text: '', impact: '', workaround: '' };

/** The form for a new request: it asks what the policy's triage goes by. */
export function newPage(
  guest: Guest,
  parts: PortalParts,
  draft: Draft = { ...EMPTY, key: randomUUID() },
  problems: readonly string[] = [],
): Response {
  const { words, session } = guest;
  const form = words.form;
  const asks = questionsFor(guest, parts);
  const body = html`${problems.length > 0 && html`<div class="problem" role="alert">${problems.map((problem) => html`<p>${problem}</p>`)}</div>`}
<form method="post" action="/portal/new" enctype="multipart/form-data">
${csrfField(session.csrf)}<input type="hidden" name="key" value="${draft.key}">
<label class="text-field">${form.subject}<input type="text" name="subject" value="${draft.subject}" required maxlength="300"></label>
<label class="text-field">${form.text}<small>${form.textHint}</small><textarea name="text" rows="8" required maxlength="50000">${draft.text}</textarea></label>
${choices(form.impact, 'impact', asks.impact, form.impacts, draft.impact, form.unknown)}
${choices(form.workaround, 'workaround', asks.workaround, form.workarounds, draft.workaround, form.unknown)}
<label class="text-field">${form.files}<small>${form.filesHint}</small><input type="file" name="files" multiple></label>
<p class="buttons"><button class="button primary">${form.send}</button></p>
</form>`;
  const status = problems.length > 0 ? 422 : 200;
  return portalPage(frameOf(guest, parts), form.title, body, { above: wayBack(words), status });
}

function choices(
  legend: string,
  name: string,
  values: readonly string[],
  labels: Readonly<Record<string, string>>,
  chosen: string,
  unknown: string,
) {
  if (values.length === 0) return undefined;
  const options = [
    ...values.map((value) => [value, labels[value] ?? value.replaceAll('-', ' ')] as const),
    ['', unknown],
  ];
  return html`<fieldset class="choice-field"><legend>${legend}</legend>${options.map(
    ([value, label]) =>
      html`<label><input type="radio" name="${name}" value="${value}"${value === chosen && html` checked`}> <span>${label}</span></label>`,
  )}</fieldset>`;
}

/** The words that the requester's policy judges by, the gravest first; of all policies where the desk decides later. */
function questionsFor({ organisation }: Guest, { desk }: PortalParts) {
  const all = desk.read.policies();
  const own = all.filter(({ id }) => id === organisation?.policy);
  const policies = own.length > 0 ? own : all;
  const impact = wordsOf(policies, 'impact');
  return {
    impact: impact.length > 0 && !impact.includes('one') ? [...impact, 'one'] : impact,
    workaround: wordsOf(policies, 'workaround'),
  };
}

function wordsOf(policies: readonly Policy[], fact: 'impact' | 'workaround'): readonly string[] {
  const conditions = policies.flatMap(({ priorities }) => priorities.flatMap(({ when }) => when));
  return [...new Set(conditions.flatMap((condition) => condition[fact] ?? []))];
}

/** Opens the case, once for each form that was shown. */
export async function openFromForm(guest: Guest, form: FormData, parts: PortalParts): Promise<Response> {
  const draft = draftOf(form);
  const { words, session, contact, now } = guest;
  const problems = [
    ...(draft.subject === '' ? [words.form.needsSubject] : []),
    ...(draft.text === '' ? [words.form.needsText] : []),
  ];
  if (problems.length > 0) return newPage(guest, parts, draft, problems);
  const outcome = await parts.desk.receive({
    channel: 'portal',
    receivedAt: now,
    externalId: `${session.email} ${draft.key}`,
    from: present({ address: session.email, name: contact?.name }),
    to: [],
    cc: [],
    subject: draft.subject,
    text: draft.text,
    references: [],
    attachments: await storeFilesOfForm(parts.store.blobs, form.getAll('files')),
    machine: 'no',
    mayAcknowledge: true,
    facts: present({ impact: draft.impact || undefined, workaround: draft.workaround || undefined }),
    evidence: ['came through the portal, signed in by a link to this address'],
  });
  if (!outcome.ok) return newPage(guest, parts, draft, [sentenceOf(outcome.refusal, words.language)]);
  return seeOther(`/portal/cases/${outcome.case.number}`);
}

function draftOf(form: FormData): Draft {
  const text = (name: string, most: number) =>
    String(form.get(name) ?? '')
      .replaceAll('\0', '')
      .trim()
      .slice(0, most);
  return {
    key: text('key', 100) || randomUUID(),
    subject: text('subject', 300),
    text: text('text', 50_000),
    impact: text('impact', 100),
    workaround: text('workaround', 100),
  };
}
