import type { Transform } from 'node:stream';

import type { MimeNode } from '@zone-eu/mailsplit';

import { fieldValue, type HeaderFields } from './header-fields.ts';
import { createUuDecoder } from './uuencoded.ts';

export type TransferEncoding = 'base64' | 'quoted-printable' | 'uuencode';

/** How a part's content is encoded, however its field is spelt ("base64;", quoted, with a comment); undefined = not at all. */
export function transferEncoding(fields: HeaderFields): TransferEncoding | undefined {
  const value = fieldValue(fields, 'content-transfer-encoding') ?? '';
  if (/^\W{0,9}base.?64\b/i.test(value)) return 'base64';
  if (/^\W{0,9}quoted.?printable\b/i.test(value)) return 'quoted-printable';
  return /^\W{0,9}(x-)?uu(en)?code\b/i.test(value) ? 'uuencode' : undefined;
}

export function decoderOf(node: MimeNode, fields: HeaderFields): Transform {
  const encoding = transferEncoding(fields);
  if (encoding === 'uuencode') return createUuDecoder();
  if (encoding !== undefined) node.encoding = encoding;
  return node.getDecoder();
}

/** Content held as bytes in a latin-1 string; a line may end in a bare line feed. */
export function decodeTransfer(content: string, encoding: TransferEncoding | undefined): Buffer {
  if (encoding === 'base64') return Buffer.from(content, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(content, 'latin1');
  const decoded = content
    .replace(/=\r?(\n|$)/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16)));
  return Buffer.from(decoded, 'latin1');
}
