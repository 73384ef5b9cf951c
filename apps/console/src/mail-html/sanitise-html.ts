import sanitize from 'sanitize-html';

import { ALLOWED_STYLES } from './allowed-styles.ts';

/** Mail HTML that may be shown, and what was taken out of it. */
export interface SanitisedHtml {
  readonly html: string;
  /** Pictures that would have been fetched from elsewhere, and told the sender so. */
  readonly blockedPictures: number;
}

/**
 * Keeps what an allow-list names and drops the rest. `pictures` holds the message's own pictures as data, by Content-ID: nothing
 * else is ever shown as a picture. Expects HTML that `htmlExcess` lets pass.
 */
export function sanitiseHtml(html: string, pictures: ReadonlyMap<string, string> = new Map()): SanitisedHtml {
  let blockedPictures = 0;
  const img = (_tag: string, attributes: sanitize.Attributes): sanitize.Tag => {
    const source = attributes.src?.trim() ?? '';
    const own = pictures.get(contentId(source) ?? '');
    if (own !== undefined) return { tagName: 'img', attribs: { ...attributes, src: own } };
    if (source !== '') blockedPictures += 1;
    return missingPicture(attributes);
  };
  const clean = sanitize(html, { ...RULES, transformTags: { a: link, img } });
  return { html: clean, blockedPictures };
}

/** The Content-ID that a `cid:` address names, without its percent-encoding (RFC 2392). */
export function contentId(address: string): string | undefined {
  const named = /^cid:(.{1,512})$/is.exec(address)?.[1];
  if (named === undefined) return undefined;
  try {
    return decodeURIComponent(named).toLowerCase();
  } catch {
    return named.toLowerCase();
  }
}

const TABLE_ATTRIBUTES = ['width', 'height', 'align', 'valign', 'bgcolor', 'border', 'cellpadding', 'cellspacing'];

const RULES: sanitize.IOptions = {
  allowedTags: (
    'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em ' +
    'figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section small ' +
    'span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr'
  ).split(' '),
  allowedAttributes: {
    '*': ['style', 'dir', 'lang', 'align', 'title'],
    a: ['href', 'target', 'rel'],
    img: ['src', 'alt', 'width', 'height'],
    font: ['color', 'face', 'size'],
    table: TABLE_ATTRIBUTES,
    tr: TABLE_ATTRIBUTES,
    td: [...TABLE_ATTRIBUTES, 'colspan', 'rowspan', 'nowrap'],
    th: [...TABLE_ATTRIBUTES, 'colspan', 'rowspan', 'nowrap', 'scope'],
    col: ['width', 'span'],
    colgroup: ['width', 'span'],
    ol: ['start', 'type'],
    li: ['value'],
    time: ['datetime'],
  },
  allowedClasses: { span: ['missing-picture'] },
  allowedStyles: { '*': ALLOWED_STYLES },
  allowedSchemes: ['http', 'https', 'mailto'],
  // Only what `img` above put there: a sender's own `data:` never gets this far.
  allowedSchemesByTag: { img: ['data'] },
  allowedSchemesAppliedToAttributes: ['href', 'src', 'cite'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nestingLimit: 512,
  // What is inside these is not text for people, or is another language.
  nonTextTags: (
    'script style title noscript template textarea option select button xmp plaintext noembed noframes iframe object embed ' +
    'applet audio video canvas svg math'
  ).split(' '),
};

/** Opens outside the frame and tells the other side nothing. An address without a scheme means nothing in a mail. */
function link(_tag: string, { href, ...rest }: sanitize.Attributes): sanitize.Tag {
  const absolute = /^\s*(?:https?:\/\/|mailto:)/i.test(href ?? '');
  const target = absolute && href !== undefined ? { href: href.trim(), target: '_blank' } : {};
  return { tagName: 'a', attribs: { ...rest, ...target, rel: 'noopener noreferrer nofollow' } };
}

/** Leaves the words that stood for the picture. Counting pixels have none. */
function missingPicture({ alt }: sanitize.Attributes): sanitize.Tag {
  const words = alt?.trim();
  return { tagName: 'span', attribs: words ? { class: 'missing-picture' } : {}, ...(words && { text: words }) };
}
