import { describeTarget } from '../target/format-target.ts';
import { parseTarget } from '../target/parse-target.ts';
import type { Target, TargetText } from '../target/target.ts';
import { TargetError } from '../target/target-error.ts';
import type { PolicyPath, Report } from './policy-error.ts';

/** A target beside its own text. */
export interface Time {
  readonly target: Target;
  readonly text: string;
}

/** Reads a target as a policy writes it; each text in it that is none is a fault of its own. */
export function readTime(written: TargetText, path: PolicyPath, report: Report): Time | undefined {
  const target = readTarget(written, path, report);
  return target && { target, text: typeof written === 'string' ? written.trim() : describeTarget(target) };
}

function readTarget(written: TargetText, path: PolicyPath, report: Report): Target | undefined {
  if (typeof written === 'string') return readText(written, path, report);
  if ('earliest' in written) return readList('earliest', written.earliest, [...path, 'earliest'], report);
  if ('latest' in written) return readList('latest', written.latest, [...path, 'latest'], report);
  const whenOpen = readTarget(written.whenOpen, [...path, 'whenOpen'], report);
  const whenClosed = readTarget(written.whenClosed, [...path, 'whenClosed'], report);
  return whenOpen && whenClosed && { kind: 'by-opening', whenOpen, whenClosed };
}

function readList(
  kind: 'earliest' | 'latest',
  written: readonly TargetText[],
  path: PolicyPath,
  report: Report,
): Target | undefined {
  const of = written.map((each, i) => readTarget(each, [...path, i], report)).filter((each) => each !== undefined);
  return of.length === written.length ? { kind, of } : undefined;
}

function readText(text: string, path: PolicyPath, report: Report): Target | undefined {
  try {
    return parseTarget(text);
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    report(path, 'bad-target', error.message);
    return undefined;
  }
}
