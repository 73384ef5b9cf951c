import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ReadEmail } from '../read-email.ts';
import { detachedParts, type SignedParts, wrappingPart } from './signed-parts.ts';
import { checkSmime, nameOf, type SmimeVerdict } from './smime-signature.ts';

/** A signature is checked in one piece; larger mail stays unchecked, so that memory stays flat. */
const largest = 12 * 1024 * 1024;

/** What the signatures of a mail prove, a sentence each; none where nothing is signed. */
export async function signatureNotices(
  email: Pick<ReadEmail, 'contentType' | 'from' | 'attachments' | 'text'>,
  openRaw: () => AsyncIterable<Uint8Array>,
  { trust, at }: { readonly trust: readonly string[]; readonly at: Date },
): Promise<readonly string[]> {
  const { type, parameters } = email.contentType;
  const protocol = (parameters.protocol ?? '').toLowerCase();
  const isWhole = /^application\/(x-)?pkcs7-mime$/.test(type);
  if (type === 'multipart/signed' && protocol === 'application/pgp-signature')
    return [unchecked('PGP', 'the desk has no keys')];
  if (type === 'multipart/signed' || isWhole) {
    const raw = await gather(openRaw());
    if (raw === undefined) return [unchecked('S/MIME', 'the mail is too large')];
    const parts = isWhole ? wrappingPart(raw) : detachedParts(raw, parameters.boundary ?? '');
    return parts === undefined ? [unchecked('S/MIME', 'its parts were not found')] : checked(parts, email, trust, at);
  }
  return inside(email);
}

/** What lies in a part alone, or in the words themselves. */
function inside({ attachments, text }: Pick<ReadEmail, 'attachments' | 'text'>): readonly string[] {
  const types = new Set(attachments.map((file) => file.type));
  const head = text.slice(0, 100_000);
  return [
    ...(types.has('application/pkcs7-signature') || types.has('application/x-pkcs7-signature')
      ? ['A part of it is signed (S/MIME); the signature was not checked.']
      : []),
    ...(types.has('application/pgp-signature') ? ['A part of it is signed (PGP); the signature was not checked.'] : []),
    ...(head.includes('-----BEGIN PGP SIGNED MESSAGE-----') ? [unchecked('PGP', 'the desk has no keys')] : []),
    ...(head.includes('-----BEGIN PGP MESSAGE-----')
      ? ['It is encrypted in its text (PGP), which the desk cannot read.']
      : []),
  ];
}

async function checked(
  parts: SignedParts,
  { from }: Pick<ReadEmail, 'from'>,
  trust: readonly string[],
  at: Date,
): Promise<readonly string[]> {
  const certificates = await readTrust(trust);
  if (typeof certificates === 'string') return [unchecked('S/MIME', certificates)];
  const verdict = await checkSmime(parts, certificates, at).catch(
    (): SmimeVerdict => ({ kind: 'unreadable', why: 'it is torn' }),
  );
  return verdict === undefined ? [] : [sentenceOf(verdict, from?.address ?? '')];
}

function sentenceOf(verdict: SmimeVerdict, author: string): string {
  switch (verdict.kind) {
    case 'broken':
      return 'Its signature (S/MIME) does not fit its words: they were changed after signing, by a mailing list or by somebody else.';
    case 'unreadable':
      return unchecked('S/MIME', verdict.why);
    case 'intact':
      return `It is as it was signed (S/MIME), but whose signature it is, is not proved: ${verdict.doubt}.`;
    case 'proved':
      return verdict.signer.checkEmail(author) === undefined
        ? `It is signed (S/MIME), but not by its author: the certificate is of ${addressesOf(verdict.signer)}, not of ${author}.`
        : `Its author signed it (S/MIME): ${author} by the word of ${verdict.issuer}.`;
  }
}

function unchecked(kind: 'S/MIME' | 'PGP', why: string): string {
  return `It is signed (${kind}); the signature was not checked: ${why}.`;
}

function addressesOf(certificate: X509Certificate): string {
  const addresses = [...(certificate.subjectAltName ?? '').matchAll(/email:([^,\s]+)/g)].map((match) => match[1]);
  return addresses.join(', ') || nameOf(certificate.subject);
}

/** The certificates in DER, or why there are none. */
async function readTrust(files: readonly string[]): Promise<readonly Uint8Array[] | string> {
  const found: Uint8Array[] = [];
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch((error: Error) => error);
    if (text instanceof Error) return `intake.authentication.smime: ${file} cannot be read`;
    const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    if (blocks.length === 0) return `intake.authentication.smime: ${file} holds no certificate in PEM`;
    found.push(...blocks.map((block) => new X509Certificate(block).raw));
  }
  return found;
}

/** Undefined where it is more than is checked. */
async function gather(raw: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of raw) {
    length += chunk.length;
    if (length > largest) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
