/** The ids of the parts that a page shows (`cid:`, RFC 2392), in lower case: programs do not agree on theirs. */
export function shownContentIds(html: string): ReadonlySet<string> {
  const found = html.matchAll(/cid:\s{0,9}([^"'\s<>)\\]{1,400})/gi);
  return new Set([...found].map(([, id = '']) => percentDecoded(withoutEntities(id)).toLowerCase()));
}

function withoutEntities(id: string): string {
  return id.replace(/&(quot|apos|#34|#39|nbsp);.*$/i, '').replaceAll('&amp;', '&');
}

function percentDecoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
