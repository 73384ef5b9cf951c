import type { CaseRef } from '@sla/case-store';
import type { Person } from '@sla/core';

import type { Outcome } from '../desk.ts';
import { marked } from '../mark.ts';
import type { DeskParts } from '../parts.ts';
import { perform } from '../perform.ts';
import { putArticle } from '../practice/articles.ts';
import { refusal } from '../refusal.ts';
import { nothingToDo } from '../scene-refusals.ts';

/** Says which article of the knowledge base helps with a case, so that whoever has the same finds both (S2-4). */
export function linkArticle(
  parts: DeskParts,
  by: Person,
  command: { readonly case: CaseRef; readonly article: string },
): Promise<Outcome> {
  return perform(parts, 'link-article', by, command.case, async (scene) => {
    const articles = parts.practice.articles ?? [];
    const article = articles.find(({ id }) => id === command.article.trim().toLowerCase());
    if (!article) {
      const known = articles.map(({ id }) => id).join(', ');
      return refusal('unknown-article', { article: command.article, known });
    }
    const isNews = await putArticle(scene.unit, scene.record.id, article.id, { at: scene.now.toString(), by });
    return isNews ? marked(scene, (say) => say.article(article)) : nothingToDo(scene);
  });
}
