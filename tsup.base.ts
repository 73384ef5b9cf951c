import { defineConfig } from 'tsup';

/** A published package: ESM, CommonJS and types of each. */
export function libraryBuild(entry: string[]) {
  return defineConfig({
    entry: Object.fromEntries(entry.map((file) => [outputName(file), file])),
    format: ['esm', 'cjs'],
    dts: { compilerOptions: { ignoreDeprecations: '6.0', customConditions: null } },
    target: 'node20',
    platform: 'neutral',
    splitting: true,
    treeshake: true,
    clean: true,
    silent: true,
  });
}

/** An app or a private package: one ESM build; types come from the sources. */
export function appBuild(entry: string[]) {
  return defineConfig({
    entry: Object.fromEntries(entry.map((file) => [outputName(file), file])),
    format: ['esm'],
    target: 'node24',
    // `node:sqlite` has no other name.
    removeNodeProtocol: false,
    sourcemap: true,
    clean: true,
    silent: true,
  });
}

function outputName(file: string): string {
  return file.replace(/^src\//, '').replace(/\.ts$/, '');
}
