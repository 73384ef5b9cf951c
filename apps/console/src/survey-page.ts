import { createHash } from 'node:crypto';

import type { Desk } from '@sla/desk';

import { ProblemError } from './api/problem.ts';
import type { SurveyWords } from './words/words.ts';
import { wordsFor } from './words/words-for.ts';

type Score = Parameters<Desk['answerSurvey']>[1];

interface SurveyParts {
  readonly desk: Desk;
  readonly options: { readonly identity: { readonly language: string } };
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
  const form = `<form method="post"><button>${words.send(given)}</button></form><script>${SCRIPT}</script>`;
  return page({ title: words.title, text: words.question(given) }, words.language, form);
}

/** Keeps the answer. Throws `no-such-page` for an address that is none of ours. */
export async function takeAnswer(token: string, score: string, parts: SurveyParts): Promise<Response> {
  const words = wordsOf(parts);
  const isKept = await parts.desk.answerSurvey(token, scoreOf(score));
  if (!isKept) throw new ProblemError('no-such-page', { path: '/survey' });
  return page({ title: words.thanks, text: words.thanksText }, words.language, '');
}

function wordsOf({ options }: SurveyParts): SurveyWords {
  return wordsFor(options.identity.language).survey;
}

function scoreOf(text: string): Score {
  if (!/^[1-5]$/.test(text)) throw new ProblemError('no-such-page', { path: '/survey' });
  return Number(text) as Score;
}

function page({ title, text }: { readonly title: string; readonly text: string }, language: string, rest: string) {
  const html = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>
:root { color-scheme: light dark; }
body { margin: 20vh auto 0; max-width: 32rem; padding: 0 1.5rem; font: 16px/1.6 system-ui, sans-serif; }
h1 { font-size: 1.25rem; }
button { padding: .5rem 1rem; font: inherit; }
</style>
</head>
<body><main><h1>${title}</h1><p>${text}</p>${rest}</main></body>
</html>
`;
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${SCRIPT_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    },
  });
}
