/** A boundary that stands in the content: its line opens a part, so a header's field follows. */
const opening = /(?:^|\n)--([^\s-][^\r\n]{0,199}?)[ \t]*\r?\n(?:content-[a-z-]{1,40}[ \t]*:|[!-9;-~]{1,60}:[ \t])/i;
/** One that begins with dashes itself, as many do: three characters of other kinds must follow. */
const dashed = /(?:^|\n)--(-{1,60}[^\s-][^\r\n]{2,139}?)[ \t]*\r?\ncontent-[a-z-]{1,40}[ \t]*:/i;
/** The boundary stands near the top, if anywhere. */
const window = 65_536;

/**
 * The boundary that parts the content of a multipart whose header names another or none: cut off by a relay, mistyped by
 * a script. Undefined where there is none; the content is text then.
 */
export function lostBoundary(content: Uint8Array): string | undefined {
  const text = Buffer.from(content.subarray(0, window)).toString('latin1');
  return (opening.exec(text) ?? dashed.exec(text))?.[1];
}

/** The same content under a header that names its boundary. */
export function withBoundary(content: Uint8Array, boundary: string): Buffer {
  const quoted = boundary.replace(/["\\]/g, '\\$&');
  return Buffer.concat([Buffer.from(`Content-Type: multipart/mixed; boundary="${quoted}"\r\n\r\n`, 'latin1'), content]);
}
