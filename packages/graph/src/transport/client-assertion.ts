import { createHash, createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';

import { SignJWT } from 'jose';
import type { Temporal } from 'temporal-polyfill';

/** A certificate that is uploaded to the app registration, and its private key; both PEM. */
export interface ClientCertificate {
  readonly certificate: string;
  readonly privateKey: string;
}

/** The app's signed word for itself (RFC 7523, in the form Microsoft Entra asks for): ten minutes, for this endpoint only. */
export function clientAssertion(
  { certificate, privateKey }: ClientCertificate,
  { clientId, endpoint, now }: { clientId: string; endpoint: string; now: Temporal.Instant },
): Promise<string> {
  const seconds = Math.floor(now.epochMilliseconds / 1000);
  const thumbprint = createHash('sha256').update(new X509Certificate(certificate).raw).digest('base64url');
  return new SignJWT()
    .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint })
    .setAudience(endpoint)
    .setIssuer(clientId)
    .setSubject(clientId)
    .setJti(randomUUID())
    .setNotBefore(seconds)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 600)
    .sign(createPrivateKey(privateKey));
}
