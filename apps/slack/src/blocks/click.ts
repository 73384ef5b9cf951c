import { type ButtonAction, buttonActions, type FormAction, formActions } from '@sla/desk';
import { z } from 'zod';

/** What a button carries: which case as it was shown, and what to do. No right follows from it; the desk decides. */
export interface Click {
  readonly action: ButtonAction;
  readonly case: string;
  readonly version: number;
  readonly step?: string;
}

/** Slack takes 150 characters as the value of an overflow's option, so the notation is short. */
export function clickValue({ action, case: ref, version, step }: Click): string {
  return [action, ref, String(version), ...(step === undefined ? [] : [step])].join('|');
}

/** Undefined for what no button of ours carries. */
export function parseClick(value: string | undefined): Click | undefined {
  const [action, ref, version, ...step] = value?.split('|') ?? [];
  const read = click.safeParse({ action, case: ref, version, ...(step.length > 0 && { step: step.join('|') }) });
  return read.success ? withoutUndefined(read.data) : undefined;
}

function withoutUndefined({ step, ...rest }: z.output<typeof click>): Click {
  return step === undefined ? rest : { ...rest, step };
}

/** What a modal remembers between being opened and being sent. */
export interface FormMemory {
  readonly action: FormAction;
  readonly case?: string;
  readonly version?: number;
  readonly saidAt?: string;
  /** Where the answer is said, in private. */
  readonly channel?: string;
  readonly thread?: string;
}

export function formMemory(memory: FormMemory): string {
  return JSON.stringify(memory);
}

export function parseFormMemory(text: string): FormMemory | undefined {
  try {
    const read = memory.safeParse(JSON.parse(text));
    return read.success ? (read.data as FormMemory) : undefined;
  } catch {
    return undefined;
  }
}

const click = z.object({
  action: z.enum(buttonActions),
  case: z.string().min(1).max(100),
  version: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
  step: z.string().min(1).max(100).optional(),
});

const memory = z.object({
  action: z.enum(formActions),
  case: z.string().optional(),
  version: z.number().int().optional(),
  saidAt: z.iso.datetime({ offset: true }).optional(),
  channel: z.string().optional(),
  thread: z.string().optional(),
});
