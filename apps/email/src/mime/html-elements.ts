/** An open element of a body; `hidden`, `textFrom` and `items` are the reader's own notes. */
export interface HtmlElement {
  readonly name: string;
  readonly attributes: Record<string, string>;
  hidden: boolean;
  textFrom: number;
  items: number;
}

const blocks = new Set(
  'address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol p pre section summary table tbody tfoot thead tr ul'.split(
    ' ',
  ),
);
const spaced = new Set('blockquote dl h1 h2 h3 h4 h5 h6 hr ol p pre table ul'.split(' '));
const voids = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const unseen = new Set('head noframes object script style svg template title'.split(' '));

export function isBlock(element: HtmlElement): boolean {
  return blocks.has(element.name);
}

export function isVoid(element: HtmlElement): boolean {
  return voids.has(element.name);
}

/** How many line breaks stand around a block: Word's paragraphs follow on each other without an empty line. */
export function paragraph(element: HtmlElement): 1 | 2 {
  if (element.name === 'p' && /\bMso/.test(element.attributes.class ?? '')) return 1;
  return spaced.has(element.name) ? 2 : 1;
}

export function isHidden(element: HtmlElement): boolean {
  return unseen.has(element.name) || /(^|;)\s*(display\s*:\s*none|mso-hide\s*:\s*all)/i.test(style(element));
}

const quoteClass =
  /(^|\s)(gmail_attr|moz-cite-prefix|yahoo_quoted|protonmail_quote|tutanota_quote|zmail_extra_hr|domino-section|cite)(\s|$)/i;
const quoteId = /^(yahoo_quoted|OLK_SRC_BODY_SECTION)/i;

/** History as the mail programs mark it. A bare `blockquote` is how people indent. */
export function isQuote(element: HtmlElement): boolean {
  const named = element.attributes.class ?? '';
  if (element.attributes.name === 'messageReplySection') return true;
  if (quoteClass.test(named) || quoteId.test(element.attributes.id ?? '')) return true;
  if (element.name !== 'blockquote') return false;
  if (element.attributes.type?.toLowerCase() === 'cite') return true;
  // A mail is cited by its Message-ID; the address of a page is what the person quotes from.
  if (element.attributes.cite !== undefined) return !/^\s*https?:/i.test(element.attributes.cite);
  return /quote/i.test(named) || /border-left\s*:(?!\s*(none|0(px)?\s*(;|$)))/i.test(style(element));
}

/** Marks of Outlook, Zimbra and others: from here on there is only history. */
export function opensRest(element: HtmlElement): boolean {
  const id = element.attributes.id ?? '';
  if (/^(x_)*(divRplyFwdMsg|appendonsend|zwchr|stopSpelling|mail-editor-reference-message-container)$/i.test(id)) {
    return true;
  }
  return (
    element.name === 'div' && /border-top\s*:\s*solid/i.test(style(element)) && /padding\s*:\s*3/i.test(style(element))
  );
}

function style(element: HtmlElement): string {
  return element.attributes.style ?? '';
}
