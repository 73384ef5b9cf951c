import type { CaseRecord, ChannelState, Message } from '@sla/case-store';

import type { Guidance } from './options.ts';

/** A page of the desk's knowledge base, by its id. */
export interface Article {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  /** Cases with such a tag are helped by it. */
  readonly tags?: readonly string[];
  /** Words or phrases of a requester that it answers. */
  readonly words?: readonly string[];
}

/** What a case's page shows of the knowledge base. */
export interface ArticlesOfCase {
  readonly linked: readonly Article[];
  /** Those that may help, the likeliest first. */
  readonly suggested: readonly Article[];
}

interface Shelf {
  readonly articles?: readonly Article[];
  readonly guidance?: Readonly<Record<string, Guidance>>;
}

const namespace = 'desk/articles';
const mostSuggested = 3;
const mostText = 20_000;

type Source = { channelState(namespace: string): ChannelState };

/** Says that an article helps with a case; false where that was said before. */
export async function putArticle(source: Source, caseId: string, article: string, mark: object): Promise<boolean> {
  const kept = source.channelState(namespace);
  const key = `${caseId}/${article}`;
  if ((await kept.get(key)) !== undefined) return false;
  await kept.put(key, { article, ...mark });
  return true;
}

/** Those that were linked (S2-4), and those that may help, from the case's tags and the requester's words (S2-5). */
export async function articlesOfCase(
  source: Source,
  shelf: Shelf,
  record: CaseRecord,
  messages: readonly Message[],
): Promise<ArticlesOfCase> {
  const { articles = [] } = shelf;
  if (articles.length === 0) return { linked: [], suggested: [] };
  const kept = await source.channelState(namespace).list(`${record.id}/`);
  const ids = kept.map(({ value }) => (value as { readonly article: string }).article);
  const linked = ids.flatMap((id) => articles.find((article) => article.id === id) ?? []);
  const others = articles.filter(({ id }) => !ids.includes(id));
  return { linked, suggested: suggested(others, shelf.guidance ?? {}, record, messages) };
}

/** A tag says more than a word; of equals the one that the settings name first. */
function suggested(
  articles: readonly Article[],
  guidance: Readonly<Record<string, Guidance>>,
  { subject, tags }: CaseRecord,
  messages: readonly Message[],
): readonly Article[] {
  const said = messages.filter(({ direction, automatic }) => direction === 'in' && !automatic);
  const text = [subject, ...said.map((message) => message.text.slice(0, message.quoteFrom))].join('\n');
  const words = ` ${asWords(text.slice(0, mostText))} `;
  const byGuidance = new Set(tags.flatMap((tag) => guidance[tag]?.article ?? []));
  const weightOf = (article: Article): number =>
    3 * Number(byGuidance.has(article.id)) +
    3 * (article.tags ?? []).filter((tag) => tags.includes(tag)).length +
    (article.words ?? []).filter((phrase) => words.includes(` ${asWords(phrase)} `)).length;
  return articles
    .map((article) => ({ article, weight: weightOf(article) }))
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, mostSuggested)
    .map(({ article }) => article);
}

/** Letters and digits alone, so that a phrase is found whatever stands between its words. */
function asWords(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
