import { describe, expect, it } from 'vitest';

import { createVault, isVaultKey, newVaultKey, VaultError } from './vault.ts';

const key = newVaultKey();
const vault = createVault([key]);

describe('a vault', () => {
  it.each(['', 'xoxb-1', 'ключ 🔑', 'x'.repeat(100_000)])('opens what it sealed', (plain) => {
    const sealed = vault.seal(plain, 'slack/T1');
    expect(vault.open(sealed, 'slack/T1')).toBe(plain);
    if (plain !== '') expect(sealed).not.toContain(plain);
  });

  it('seals the same words differently each time', () => {
    expect(vault.seal('token', 'slack/T1')).not.toBe(vault.seal('token', 'slack/T1'));
  });

  it('does not open in another place what was sealed for one', () => {
    expect(() => vault.open(vault.seal('token', 'slack/T1'), 'slack/T2')).toThrow(
      'what is kept for slack/T2 was changed, or belongs to another place',
    );
  });

  it('notices each changed letter', () => {
    const sealed = vault.seal('token', 'slack/T1');
    const cut = sealed.indexOf('.', sealed.indexOf('.') + 1) + 1;
    for (let at = cut; at < sealed.length; at += 1) {
      const letter = sealed[at] === 'A' ? 'B' : 'A';
      const changed = `${sealed.slice(0, at)}${letter}${sealed.slice(at + 1)}`;
      // The last letter of a piece of base64 may carry bits that mean nothing.
      if (bytesOf(changed).equals(bytesOf(sealed))) continue;
      expect(() => vault.open(changed, 'slack/T1'), `letter ${at}`).toThrow(VaultError);
    }
  });

  it.each(['', 'token', 'v1.x.y.z', '{"token":1}'])('says of %j that it sealed no such thing', (kept) => {
    expect(() => vault.open(kept, 'slack/T1')).toThrow('this is nothing that the desk has encrypted');
  });

  it('opens with a replaced key, and says that it is time to seal anew', () => {
    const sealed = vault.seal('token', 'slack/T1');
    const next = createVault([newVaultKey(), key]);
    expect(next.open(sealed, 'slack/T1')).toBe('token');
    expect(next.isOld(sealed)).toBe(true);
    expect(next.isOld(next.seal('token', 'slack/T1'))).toBe(false);
  });

  it('names the key that is missing, and not what is inside', () => {
    const stranger = createVault([newVaultKey()]);
    expect(() => stranger.open(vault.seal('xoxb-secret', 'slack/T1'), 'slack/T1')).toThrow(
      /^it was encrypted with the key [0-9a-f]{8}, which is neither secrets\.key nor among secrets\.previous/,
    );
  });
});

describe('a key', () => {
  it.each([
    [newVaultKey(), true],
    ['00'.repeat(32), true],
    [`${newVaultKey()}\n`, true],
    ['a passphrase', false],
    ['00'.repeat(16), false],
    ['', false],
  ])('%j', (text, fits) => {
    expect(isVaultKey(text)).toBe(fits);
    if (!fits) expect(() => createVault([text])).toThrow('a key has 32 bytes in base64 or hexadecimal');
  });
});

function bytesOf(sealed: string): Buffer {
  return Buffer.concat(
    sealed
      .split('.')
      .slice(2)
      .map((part) => Buffer.from(part, 'base64url')),
  );
}
