import { readFile } from 'node:fs/promises';

import { appManifest, type PackageFacts } from './app-manifest.ts';
import { faultsOfIcon, faultsOfManifest } from './manifest-schema.ts';
import { zip } from './zip.ts';

export type Built =
  | { readonly ok: true; readonly archive: Buffer }
  | { readonly ok: false; readonly faults: readonly string[] };

/** The app package that is uploaded to Teams: manifest and two icons, checked before anything is written. */
export async function buildPackage(facts: PackageFacts, icons: URL): Promise<Built> {
  const manifest = appManifest(facts);
  const color = await readFile(new URL('color.png', icons));
  const outline = await readFile(new URL('outline.png', icons));
  const faults = [
    ...faultsOfManifest(manifest),
    ...faultsOfIcon('color.png', color, 192),
    ...faultsOfIcon('outline.png', outline, 32),
  ];
  if (faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    archive: zip([
      { name: 'manifest.json', content: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) },
      { name: 'color.png', content: color },
      { name: 'outline.png', content: outline },
    ]),
  };
}
