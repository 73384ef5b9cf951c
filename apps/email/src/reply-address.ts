import { createHmac, timingSafeEqual } from 'node:crypto';

/** Eight bytes in base 32, which survives programs that change the case of addresses. */
const signatureLength = 13;
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** `support+c-1042.k7q2xwabcdefg@desk.example`: the case that an answer to it belongs to, signed with the desk's secret. */
export function replyAddress(address: string, caseNumber: string, secret: string): string {
  const at = address.lastIndexOf('@');
  const tag = caseNumber.toLowerCase();
  return `${address.slice(0, at)}+${tag}.${signature(tag, secret)}${address.slice(at)}`;
}

export type SignedAddress =
  | { readonly kind: 'signed'; readonly caseNumber: string }
  /** It names a case, but the signature is not ours. */
  | { readonly kind: 'forged'; readonly caseNumber: string }
  | { readonly kind: 'plain' };

/** Reads the part after `+` of an address that a mail was sent to. */
export function readReplyAddress(address: string, secret: string): SignedAddress {
  const match = /\+([a-z][a-z0-9]{0,15}-\d{1,12})\.([a-z2-7]{1,64})@/.exec(address.toLowerCase());
  const [tag, given] = [match?.[1], match?.[2]];
  if (tag === undefined || given === undefined) return { kind: 'plain' };
  const caseNumber = tag.toUpperCase();
  return { kind: isSame(given, signature(tag, secret)) ? 'signed' : 'forged', caseNumber };
}

/** The address without what stands after `+`, in lower case. */
export function plainAddress(address: string): string {
  const lower = address.toLowerCase();
  const at = lower.lastIndexOf('@');
  return `${lower.slice(0, at).replace(/\+.*$/s, '')}${lower.slice(at)}`;
}

function signature(tag: string, secret: string): string {
  const bytes = createHmac('sha256', secret).update(`reply address ${tag}`).digest();
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += alphabet[(held >> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return text.slice(0, signatureLength);
}

function isSame(given: string, wanted: string): boolean {
  return given.length === wanted.length && timingSafeEqual(Buffer.from(given), Buffer.from(wanted));
}
