import { readFile, stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Fault } from './fault.ts';
import { isRecord, type Path, type Source, withoutLines } from './source.ts';
import { readYaml } from './yaml-source.ts';

/** Reads a file by its ending: YAML or JSON as text, TypeScript or JavaScript as a module whose `policy` or default export counts. */
export async function readSource(file: string): Promise<Source> {
  const ending = extname(file).toLowerCase();
  if (MODULES.has(ending)) return readModule(file);
  if (!TEXTS.has(ending)) {
    const message = `${JSON.stringify(ending)} is no ending of a settings file: expected .yaml, .yml, .json, .ts, .mts, .js or .mjs`;
    return withoutLines(file, undefined, [fault(file, message)]);
  }
  try {
    return readYaml(file, await readFile(file, 'utf8'));
  } catch (error) {
    return withoutLines(file, undefined, [fault(file, unreadable(error))]);
  }
}

/** Why a file cannot be read, in a sentence. */
export function unreadable(error: unknown): string {
  const code = isRecord(error) ? error.code : undefined;
  if (code === 'ENOENT') return 'the file is not there: expected one that can be read';
  if (code === 'EISDIR') return 'this is a folder: expected a file';
  if (code === 'EACCES') return 'the file may not be read: expected the right to';
  return `the file cannot be read (${error instanceof Error ? error.message : String(error)}): expected one that can`;
}

const TEXTS: ReadonlySet<string> = new Set(['.yaml', '.yml', '.json']);
const MODULES: ReadonlySet<string> = new Set(['.ts', '.mts', '.js', '.mjs']);

async function readModule(file: string): Promise<Source> {
  try {
    // Node keeps modules for ever by their address: a changed file has another.
    const { mtimeMs } = await stat(file);
    const exported: unknown = await import(`${pathToFileURL(resolve(file)).href}?changed=${mtimeMs}`);
    const value = isRecord(exported) ? (exported.default ?? exported.policy) : undefined;
    if (value !== undefined) return withoutLines(file, value);
    return withoutLines(file, undefined, [
      fault(file, 'the module exports no policy: expected a default export, or one named policy'),
    ]);
  } catch (error) {
    return withoutLines(file, undefined, faultsOf(error, file));
  }
}

/** A policy that its own module defines has faults of its own; told by name, as another copy of the class may have made them. */
function faultsOf(error: unknown, file: string): Fault[] {
  if (!isRecord(error) || !Array.isArray(error.faults) || error.name !== 'PolicyError') {
    const isMissing = isRecord(error) && error.code === 'ENOENT';
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    return [
      fault(file, isMissing ? unreadable(error) : `the module cannot be loaded (${reason}): expected one that can`),
    ];
  }
  const faults = error.faults as { path: Path; code: string; message: string }[];
  return faults.map(({ path, code, message }) => withoutLines(file, undefined).faultAt(path, code, message));
}

function fault(file: string, message: string): Fault {
  return { file, line: 1, column: 1, code: 'bad-file', message };
}
