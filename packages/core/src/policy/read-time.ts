import { describeTarget } from '../target/format-target.ts';
import { parseTarget } from '../target/parse-target.ts';
import type { Target, TargetText } from '../target/target.ts';
import { TargetError } from '../target/target-error.ts';
import type { PolicyField } from './policy-error.ts';

/** A target beside its own text. */
export interface Time {
  readonly target: Target;
  readonly text: string;
}

/** Reads a target as a policy writes it; each text in it that is none is a fault of its own. */
export function readTime(written: PolicyField<TargetText>): Time | undefined {
  const target = readTarget(written);
  const { value } = written;
  return target && { target, text: typeof value === 'string' ? value.trim() : describeTarget(target) };
}

function readTarget(written: PolicyField<TargetText>): Target | undefined {
  const { value } = written;
  if (typeof value === 'string') return readText(written.holding(value));
  if ('earliest' in value) return readList('earliest', value.earliest, written);
  if ('latest' in value) return readList('latest', value.latest, written);
  const whenOpen = readTarget(written.at('whenOpen').holding(value.whenOpen));
  const whenClosed = readTarget(written.at('whenClosed').holding(value.whenClosed));
  return whenOpen && whenClosed && { kind: 'by-opening', whenOpen, whenClosed };
}

function readList(
  kind: 'earliest' | 'latest',
  members: readonly TargetText[],
  written: PolicyField,
): Target | undefined {
  const list = written.at(kind);
  const of = members.map((each, i) => readTarget(list.at(i).holding(each))).filter((each) => each !== undefined);
  return of.length === members.length ? { kind, of } : undefined;
}

function readText(written: PolicyField<string>): Target | undefined {
  try {
    return parseTarget(written.value);
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    written.refuse('bad-target', error.message);
    return undefined;
  }
}
