/** How much work a mail's HTML is to read: counted in one cheap pass, before any parser sees it. */
export interface HtmlSize {
  readonly characters: number;
  readonly tags: number;
  /** The deepest nesting of elements whose end tag may not be left out. */
  readonly depth: number;
}

export type HtmlExcess = 'too-large' | 'too-many-tags' | 'too-deep';

/** Newsletters stay below 100 kB; a long thread from Outlook comes near 1 MB. Sanitising a megabyte takes about 0.4 s. */
export const HTML_LIMITS: HtmlSize = { characters: 1_000_000, tags: 30_000, depth: 256 };

/** Why the HTML is not worth the risk of reading it; undefined when it is. */
export function htmlExcess(html: string, limits: HtmlSize = HTML_LIMITS): HtmlExcess | undefined {
  if (html.length > limits.characters) return 'too-large';
  const size = scanHtml(html);
  if (size.tags > limits.tags) return 'too-many-tags';
  return size.depth > limits.depth ? 'too-deep' : undefined;
}

export function scanHtml(html: string): HtmlSize {
  let tags = 0;
  let open = 0;
  let depth = 0;
  for (const [, slash, name = ''] of html.matchAll(TAG)) {
    tags += 1;
    if (UNCOUNTED.has(name.toLowerCase())) continue;
    open = slash === '/' ? Math.max(0, open - 1) : open + 1;
    depth = Math.max(depth, open);
  }
  return { characters: html.length, tags, depth };
}

const TAG = /<(\/?)([a-zA-Z][^\s/>]{0,40})/g;

/** Void elements, and those whose end tag may be left out (HTML, 13.1.2.4): a thousand open `p` are not deep. */
const UNCOUNTED = new Set(
  (
    'area base br col embed hr img input link meta source track wbr ' +
    'html head body p li dt dd rt rp optgroup option colgroup caption thead tbody tfoot tr td th'
  ).split(' '),
);
