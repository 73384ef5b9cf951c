import { createHash } from 'node:crypto';

import type { Desk } from '@sla/desk';

import { ProblemError } from './api/problem.ts';
import { Html, html } from './html.ts';
import { PLAIN_POLICY, plainPage } from './plain-page.ts';
import type { SurveyWords } from './words/words.ts';
import { wordsFor } from './words/words-for.ts';

type Score = Parameters<Desk['answerSurvey']>[1];

interface SurveyParts {
  readonly desk: Desk;
  readonly options: { readonly identity: { readonly language: string; readonly name: string } };
}

/** Sends the form by itself: one click for people, and nothing for machines that only follow links. */
const SCRIPT = 'document.forms[0].submit()';
const SCRIPT_HASH = createHash('sha256').update(SCRIPT).digest('base64');

/**
 * Where a score in the mail leads to. Mail scanners open every address, so opening it answers nothing; the form does, which a browser
 * sends by itself, or the reader by its button.
 */
export function surveyPage(score: string, parts: SurveyParts): Response {
  const words = wordsOf(parts);
  const given = scoreOf(score);
  const form = html`<form method="post"><p class="buttons"><button class="button primary">${words.send(given)}</button></p></form><script>${new Html(SCRIPT)}</script>`;
  return page({ title: words.title, text: words.question(given) }, parts, form);
}

/** Keeps the answer. Throws `no-such-page` for an address that is none of ours. */
export async function takeAnswer(token: string, score: string, parts: SurveyParts): Promise<Response> {
  const words = wordsOf(parts);
  const isKept = await parts.desk.answerSurvey(token, scoreOf(score));
  if (!isKept) throw new ProblemError('no-such-page', { path: '/survey' });
  return page({ title: words.thanks, text: words.thanksText }, parts);
}

function wordsOf({ options }: SurveyParts): SurveyWords {
  return wordsFor(options.identity.language).survey;
}

function scoreOf(text: string): Score {
  if (!/^[1-5]$/.test(text)) throw new ProblemError('no-such-page', { path: '/survey' });
  return Number(text) as Score;
}

function page(
  { title, text }: { readonly title: string; readonly text: string },
  { options: { identity } }: SurveyParts,
  below?: Html,
): Response {
  return plainPage({
    language: wordsFor(identity.language).survey.language,
    desk: identity.name,
    title,
    body: html`<p>${text}</p>${below}`,
    headers: { 'content-security-policy': `${PLAIN_POLICY}; script-src 'sha256-${SCRIPT_HASH}'` },
  });
}
