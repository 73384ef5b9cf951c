import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Encrypts what must not lie open at rest, such as tokens of chats. */
export interface Vault {
  /** `context` says whose it is and where it is kept (`slack/T0123`): what is sealed for one place does not open in another. */
  seal(plain: string, context: string): string;
  /** Throws VaultError when it was sealed with another key or for another place, or was changed since. */
  open(sealed: string, context: string): string;
  /** Whether it was sealed with a key that has been replaced: seal it anew. */
  isOld(sealed: string): boolean;
}

/** A key that cannot be used, or something that no key opens. Never says what was inside. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
}

/** AES-256-GCM (NIST SP 800-38D). The first key seals; those after it open what was sealed before they were replaced. */
export function createVault(keys: readonly [string, ...string[]]): Vault {
  const [current, ...previous] = keys.map(toKey);
  if (!current) throw new VaultError('there is no key to encrypt with');
  const byId = new Map([...previous, current].map((key) => [key.id, key]));
  return {
    seal: (plain, context) => {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, current.bytes, iv).setAAD(Buffer.from(context));
      const words = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return [version, current.id, ...[iv, words, cipher.getAuthTag()].map(toText)].join('.');
    },
    open: (sealed, context) => {
      const { keyId, iv, words, tag } = parse(sealed);
      const key = byId.get(keyId);
      if (!key)
        throw new VaultError(
          `it was encrypted with the key ${keyId}, which is neither secrets.key nor among secrets.previous: put that key back, or connect the app anew`,
        );
      try {
        const decipher = createDecipheriv(algorithm, key.bytes, iv, { authTagLength: tagBytes });
        decipher.setAAD(Buffer.from(context)).setAuthTag(tag);
        return Buffer.concat([decipher.update(words), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new VaultError(`what is kept for ${context} was changed, or belongs to another place`, { cause });
      }
    },
    isOld: (sealed) => parse(sealed).keyId !== current.id,
  };
}

/** A new key as `secrets.key` takes it: 32 random bytes in base64. */
export function newVaultKey(): string {
  return randomBytes(keyBytes).toString('base64');
}

/** Whether a text is a key: 32 bytes, in base64 or hexadecimal. */
export function isVaultKey(text: string): boolean {
  return bytesOf(text).length === keyBytes;
}

const algorithm = 'aes-256-gcm';
const version = 'v1';
const keyBytes = 32;
/** As NIST SP 800-38D advises for random ones. */
const ivBytes = 12;
const tagBytes = 16;

interface Key {
  readonly id: string;
  readonly bytes: Buffer;
}

function toKey(text: string): Key {
  const bytes = bytesOf(text);
  if (bytes.length !== keyBytes)
    throw new VaultError(
      `a key has ${keyBytes} bytes in base64 or hexadecimal: make one with \`openssl rand -base64 32\``,
    );
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes };
}

function bytesOf(text: string): Buffer {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, 'hex');
  return /^[\w+/-]{43}=?$/.test(trimmed) ? Buffer.from(trimmed, 'base64') : Buffer.alloc(0);
}

function parse(sealed: string) {
  const [, keyId = '', iv = '', words = '', tag = ''] =
    /^v1\.([0-9a-f]{8})\.([\w-]{16})\.([\w-]*)\.([\w-]{22})$/.exec(sealed) ?? [];
  if (keyId === '') throw new VaultError('this is nothing that the desk has encrypted');
  return { keyId, iv: toBytes(iv), words: toBytes(words), tag: toBytes(tag) };
}

function toText(bytes: Buffer): string {
  return bytes.toString('base64url');
}

function toBytes(text: string): Buffer {
  return Buffer.from(text, 'base64url');
}
