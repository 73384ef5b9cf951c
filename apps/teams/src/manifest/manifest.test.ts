import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { appManifest } from './app-manifest.ts';
import { buildPackage } from './build-package.ts';
import { faultsOfIcon, faultsOfManifest } from './manifest-schema.ts';

const facts = {
  clientId: '1c7c4b5e-8d2f-4f2c-9f0a-3b1d6a2e9c11',
  deskName: 'Acme Learning Platforms Support Desk of the North',
  url: 'https://desk.acme.example',
  version: '1.2.3',
  readsChannels: true,
};
const icons = new URL('../../manifest/', import.meta.url);

test('the package holds a manifest that Teams takes, and two icons of the right size', async () => {
  const built = await buildPackage(facts, icons);
  if (!built.ok) throw new Error(built.faults.join('\n'));
  const { archive } = built;
  expect(archive.readUInt32LE(0)).toBe(0x04034b50);
  const nameLength = archive.readUInt16LE(26);
  const packed = archive.subarray(30 + nameLength, 30 + nameLength + archive.readUInt32LE(18));
  const manifest = JSON.parse(inflateRawSync(packed).toString());
  expect(manifest).toMatchObject({
    version: '1.2.3',
    bots: [{ botId: facts.clientId }],
    validDomains: ['desk.acme.example'],
    authorization: {
      permissions: { resourceSpecific: [{ name: 'ChannelMessage.Read.Group' }, { name: 'TeamsActivity.Send.User' }] },
    },
  });
  const end = archive.length - 22;
  expect([archive.readUInt32LE(end), archive.readUInt16LE(end + 10)]).toEqual([0x06054b50, 3]);
  expect(archive.subarray(archive.readUInt32LE(end + 16)).readUInt32LE(0)).toBe(0x02014b50);
});

test('what Teams would turn away is said before it is uploaded', async () => {
  const right = appManifest(facts);
  expect(faultsOfManifest(right)).toEqual([]);
  expect(faultsOfManifest({ ...right, version: 'one' })).toEqual(['version: expected a version such as 1.0.0']);
  expect(faultsOfManifest(appManifest({ ...facts, clientId: 'app' }))[0]).toContain(
    'expected the id of the registration',
  );
  expect(faultsOfManifest({ ...right, more: 1 })).toHaveLength(1);
  expect(faultsOfManifest({ ...right, validDomains: ['https://x.example/path'] })[0]).toContain(
    'without a scheme or path',
  );
  expect(await buildPackage({ ...facts, url: 'http://localhost:8080' }, icons)).toMatchObject({ ok: false });
  expect(faultsOfIcon('color.png', await readFile(new URL('outline.png', icons)), 192)).toEqual([
    'color.png: expected 192 by 192 pixels, it has 32 by 32',
  ]);
});

test('the command writes the package of the desk that the settings describe', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sla-teams-'));
  const config = join(folder, 'sla.config.yaml');
  await writeFile(
    config,
    `desk: { name: Acme, address: a@acme.example, timeZone: UTC, url: https://desk.acme.example }
policies: [tiered-support]
channels: { teams: { clientId: ${facts.clientId}, tenantId: ${facts.clientId}, clientSecret: x } }
`,
  );
  const out = join(folder, 'app.zip');
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const said = execFileSync(process.execPath, ['--conditions=@sla/source', main, '--config', config, '--out', out], {
    encoding: 'utf8',
  });
  expect(said).toContain('Upload it in Teams');
  expect((await readFile(out)).subarray(0, 2).toString()).toBe('PK');
});
