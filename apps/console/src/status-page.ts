import { toInstant } from '@sla/core';
import { type Desk, formatTime } from '@sla/desk';

import { html } from './html.ts';
import { plainPage } from './plain-page.ts';
import { wordsFor } from './words/words-for.ts';

interface StatusParts {
  readonly desk: Desk;
  readonly options: {
    readonly identity: { readonly name: string; readonly language: string; readonly timeZone: string };
  };
}

/** What was published of incidents, for everybody: no case, no customer, no name (S4-9). */
export async function statusPage({ desk, options }: StatusParts): Promise<Response> {
  const { name, language, timeZone } = options.identity;
  const words = wordsFor(language).status;
  const now = await desk.read.now();
  const published = (await desk.read.incidents()).filter(({ publications }) => publications.length > 0).toReversed();
  const lastingFirst = [...published.filter(isLasting), ...published.filter((incident) => !isLasting(incident))];
  const time = (at: string) => formatTime(toInstant(at), { language, timeZone }, now);
  const sections = lastingFirst.slice(0, 50).map(
    ({ title, endedAt, publications }) => html`<section class="panel"><h2>${title}</h2>
${
  endedAt === undefined
    ? html`<p><span class="state-chip lasts">${words.lasts}</span></p>`
    : html`<p class="quiet">${words.over} ${time(endedAt)}</p>`
}
<ol class="told">${publications
      .toReversed()
      .map(
        ({ at, text }) => html`<li><time datetime="${at}">${time(at)}</time><p class="words">${text}</p></li>`,
      )}</ol></section>`,
  );
  const body = sections.length > 0 ? html`${sections}` : html`<p class="panel">${words.quiet}</p>`;
  return plainPage({ language, desk: name, title: words.title, body, headers: { 'x-robots-tag': 'all' } });
}

function isLasting({ endedAt }: { readonly endedAt?: string | undefined }): boolean {
  return endedAt === undefined;
}
