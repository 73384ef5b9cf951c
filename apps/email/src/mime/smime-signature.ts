import { X509Certificate } from 'node:crypto';

import type { Certificate, SignedData, SignedDataVerifyParams } from 'pkijs';

import type { SignedParts } from './signed-parts.ts';

/** What a signature proves. */
export type SmimeVerdict =
  /** The words are as they were signed, by somebody whom a trusted certificate vouches for. */
  | { readonly kind: 'proved'; readonly signer: X509Certificate; readonly issuer: string }
  /** They are as they were signed; whose signature it is stays open. */
  | { readonly kind: 'intact'; readonly signer: X509Certificate; readonly doubt: string }
  | { readonly kind: 'broken' }
  /** Nothing can be said, and why. */
  | { readonly kind: 'unreadable'; readonly why: string };

const signedDataType = '1.2.840.113549.1.7.2';
const plainData = '1.2.840.113549.1.7.1';
/** Digests that nobody can forge today: SHA-256, SHA-384, SHA-512. */
const sound = new Set(['2.16.840.1.101.3.4.2.1', '2.16.840.1.101.3.4.2.2', '2.16.840.1.101.3.4.2.3']);
const emailProtection = ['1.3.6.1.5.5.7.3.4', '2.5.29.37.0'];

/**
 * Checks an S/MIME signature (RFC 8551, RFC 5652) as of an instant. `trusted` are certificates in DER of those who are
 * believed. Nothing is looked up: a certificate that was revoked still counts. Undefined where it is no signature.
 */
export async function checkSmime(
  { signature, content }: SignedParts,
  trusted: readonly Uint8Array[],
  at: Date,
): Promise<SmimeVerdict | undefined> {
  const pki = await import('pkijs');
  let signed: SignedData;
  try {
    const wrapper = pki.ContentInfo.fromBER(exact(signature));
    if (wrapper.contentType !== signedDataType) return undefined;
    signed = new pki.SignedData({ schema: wrapper.content });
  } catch {
    return { kind: 'unreadable', why: 'it is torn' };
  }
  const hindrance = hindranceIn(signed, content);
  if (hindrance !== undefined) return { kind: 'unreadable', why: hindrance };
  const data = content === undefined ? {} : { data: exact(content) };
  const { signatureVerified, signerCertificate } = await verified(signed, { ...data, checkDate: at });
  if (signerCertificate === null) return { kind: 'unreadable', why: 'it carries no certificate of its signer' };
  if (signatureVerified !== true) return { kind: 'broken' };
  const signer = new X509Certificate(new Uint8Array(signerCertificate.toSchema().toBER()));
  const unfit = unfitness(signer, at);
  if (unfit !== undefined) return { kind: 'intact', signer, doubt: unfit };
  const trustedCerts = trusted.map((der) => pki.Certificate.fromBER(exact(der)));
  const chain = await verified(signed, { ...data, checkDate: at, checkChain: true, trustedCerts });
  const path = chain.signerCertificateVerified === true ? chain.certificatePath : [];
  if (trusted.length === 0 || path.length === 0) {
    return { kind: 'intact', signer, doubt: `nobody whom the desk trusts vouches for ${nameOf(signer.issuer)}` };
  }
  return { kind: 'proved', signer, issuer: nameOf(signer.issuer) };
}

/** What makes a signature say less than it seems to. */
function hindranceIn(signed: SignedData, content: Uint8Array | undefined): string | undefined {
  const { eContentType, eContent } = signed.encapContentInfo;
  const [signer, ...others] = signed.signerInfos;
  if (signer === undefined) return 'nobody signed it';
  if (others.length > 0) return 'several people signed it';
  if (eContentType !== plainData) return 'it signs something else than words';
  // A signature beside the words that carries words of its own would be checked against those.
  if ((eContent === undefined) !== (content !== undefined)) return 'what it signs is not what is shown';
  return sound.has(signer.digestAlgorithm.algorithmId) ? undefined : 'its algorithm is out of date';
}

interface Verified {
  readonly signatureVerified: boolean | null;
  readonly signerCertificate: Certificate | null;
  readonly signerCertificateVerified: boolean | null;
  readonly certificatePath: readonly Certificate[];
}

async function verified(signed: SignedData, parameters: SignedDataVerifyParams): Promise<Verified> {
  const told = await signed.verify({ ...parameters, signer: 0, extendedMode: true }).catch((error: unknown) => error);
  const { signatureVerified, signerCertificate, signerCertificateVerified, certificatePath } =
    told as Partial<Verified>;
  return {
    signatureVerified: signatureVerified ?? null,
    signerCertificate: signerCertificate ?? null,
    signerCertificateVerified: signerCertificateVerified ?? null,
    certificatePath: certificatePath ?? [],
  };
}

function unfitness(signer: X509Certificate, at: Date): string | undefined {
  const uses: readonly string[] | undefined = signer.keyUsage;
  if (uses !== undefined && !uses.some((use) => emailProtection.includes(use)))
    return 'its certificate is not for mail';
  if (at < new Date(signer.validFrom) || at > new Date(signer.validTo)) return 'its certificate had run out';
  return undefined;
}

/** Whom a distinguished name names, of its lines the one that people know. */
export function nameOf(distinguished: string): string {
  const lines = distinguished.split('\n');
  const known = ['CN', 'O', 'emailAddress'].flatMap((key) => lines.find((line) => line.startsWith(`${key}=`)) ?? []);
  return (known[0] ?? lines[0] ?? '').replace(/^\w+=/, '');
}

function exact(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
