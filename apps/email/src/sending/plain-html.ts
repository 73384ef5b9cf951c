export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Text as HTML: paragraphs, line breaks, and links that can be clicked. */
export function paragraphs(text: string): string {
  const blocks = text.trim().split(/\n{2,}/);
  return blocks.map((block) => `<p>${linked(escapeHtml(block)).replaceAll('\n', '<br>\n')}</p>\n`).join('');
}

function linked(escaped: string): string {
  return escaped.replace(/\bhttps?:\/\/[^\s<>"]{1,500}[^\s<>".,;:!?)\]]/g, (url) => `<a href="${url}">${url}</a>`);
}
