import { type FormAction, formActions } from '@sla/desk';
import { z } from 'zod';

/**
 * What a button carries, and comes back from a client as it likes: a case and the version it showed, never a right. Whoever presses is
 * asked for again, and the desk looks at the case as it stands.
 */
export interface CardValue {
  readonly case?: string;
  readonly version?: number;
  readonly action: FormAction | 'refresh';
  readonly step?: string;
  /** Of a command that asks for more: as it was typed, so that the form begins with it. */
  readonly typed?: string;
  /** Of a form: what it was opened for, so that sending it twice does no harm. */
  readonly form?: string;
  readonly saidAt?: string;
}

const actions = [...formActions, 'refresh'] as const satisfies readonly CardValue['action'][];

const cardValue = z.object({
  case: z.string().min(1).max(100).exactOptional(),
  version: z.number().int().nonnegative().exactOptional(),
  action: z.enum(actions),
  step: z.string().min(1).max(200).exactOptional(),
  typed: z.string().min(1).max(2_000).exactOptional(),
  form: z.string().min(1).max(200).exactOptional(),
  saidAt: z.iso.datetime({ offset: true }).exactOptional(),
});

/** Our value in what a client sent, wherever Teams puts it; undefined when it is not ours. */
export function readCardValue(sent: unknown): CardValue | undefined {
  const holder = z.object({ sla: cardValue }).safeParse(sent);
  return holder.success ? holder.data.sla : undefined;
}

/** What was typed into a form's fields: every other text that came along. */
export function readFieldValues(sent: unknown): Readonly<Record<string, string>> {
  const fields = z.record(z.string(), z.unknown()).safeParse(sent);
  if (!fields.success) return {};
  return Object.fromEntries(
    Object.entries(fields.data).flatMap(([name, value]) =>
      name !== 'sla' && name !== 'msteams' && typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}

export function holdCardValue(value: CardValue): { readonly sla: CardValue } {
  return { sla: value };
}
