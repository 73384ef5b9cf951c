import type { ChatCard } from '@sla/desk';
import type { KnownBlock } from '@slack/types';

import { cardBlocks } from './case-card.ts';
import type { SlackWords } from './words.ts';

/** A case behind a link: how it stands, without its buttons; whoever wants to act has the card. */
export function unfurl(card: ChatCard, words: SlackWords): { readonly blocks: KnownBlock[] } {
  return { blocks: [...cardBlocks({ ...card, buttons: [], menu: [] }, words)] };
}

/** The case that an address of the console shows; undefined for any other address. */
export function caseOfLink(link: string, consoleUrl: string | undefined): string | undefined {
  if (consoleUrl === undefined || !URL.canParse(link) || !URL.canParse(consoleUrl)) return undefined;
  const [url, base] = [new URL(link), new URL(consoleUrl)];
  if (url.origin !== base.origin) return undefined;
  const path = base.pathname.replace(/\/$/, '');
  const [, number] = /^\/cases\/([A-Z][A-Z0-9]{0,7}-\d{1,9})\/?$/.exec(url.pathname.slice(path.length)) ?? [];
  return url.pathname.startsWith(path) ? number : undefined;
}
