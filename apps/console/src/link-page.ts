import { ProblemError } from './api/problem.ts';
import { type Html, html } from './html.ts';
import { plainPage } from './plain-page.ts';
import type { LinkWords } from './words/words.ts';

/** The fields of a small form. Throws `body-too-large`. */
export async function shortText(request: Request): Promise<string> {
  const limit = 4_096;
  if (Number(request.headers.get('content-length') ?? 0) > limit)
    throw new ProblemError('body-too-large', { limit: '4 kB' });
  const text = await request.text();
  if (text.length > limit) throw new ProblemError('body-too-large', { limit: '4 kB' });
  return text;
}

/** A page about accounts of chats, for agents. */
export function page(
  { title, text }: { readonly title: string; readonly text: string },
  { language }: LinkWords,
  desk: string,
  { status = 200, below }: { readonly status?: number; readonly below?: Html } = {},
): Response {
  return plainPage({ language, desk, home: '/', title, body: html`<p>${text}</p>${below}`, status });
}
