import type { CaseRef } from '@sla/case-store';
import { type Person, Temporal } from '@sla/core';
import type { Desk, Outcome } from '@sla/desk';
import { z } from 'zod';

import { fitting, plainText } from './input.ts';
import { ProblemError } from './problem.ts';

/** Carries out `POST /api/cases/:number/:command`. Throws ProblemError for what is no command or does not fit it. */
export async function runCommand(
  desk: Desk,
  by: Person,
  { name, ref, given, key, language }: CommandCall,
): Promise<Outcome> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name as keyof typeof COMMANDS] : undefined;
  if (!command)
    throw new ProblemError('no-such-command', { command: name, commands: Object.keys(COMMANDS).join(', ') });
  const takesKey = 'key' in command.body.shape && key !== undefined && isObject(given) && !('key' in given);
  return command.run(desk, by, ref, takesKey ? { ...given, key } : given, language);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface CommandCall {
  readonly name: string;
  readonly ref: CaseRef;
  /** The body as it came. */
  readonly given: unknown;
  /** Of the header `Idempotency-Key`; counts where the body has none. */
  readonly key: string | undefined;
  readonly language: string;
}

/** Long enough for any mail; an empty text is left to the desk, which says what to do about it. */
const text = plainText(100_000);
const words = plainText(2_000);
const name = plainText(200).min(1);
/** Chosen by the page, so that a message sent twice by a bad connection is one. */
const key = plainText(200).min(1);
/** `ann` or `agent:ann`. */
const agent = name.transform((id): Person => `agent:${id.replace(/^agent:/, '')}`);
const instant = z.iso.datetime({ offset: true }).transform((text) => Temporal.Instant.from(text));
const milestone = z.union([
  z.enum(['diagnosis', 'workaround']),
  z.templateLiteral(['milestone:', z.string().min(1).max(200)]),
]);

const nothing = z.strictObject({});
const said = z.strictObject({ text, key });
const reasoned = z.strictObject({ reason: words });
const tags = z.array(plainText(100)).max(20);
const fields = z.record(plainText(200), words);

const COMMANDS = {
  reply: command(
    z.strictObject({ text, resolve: z.boolean().exactOptional(), cause: words.exactOptional(), key }),
    'reply',
  ),
  note: command(said, 'note'),
  update: command(said, 'update'),
  acknowledge: command(nothing, 'acknowledge'),
  claim: command(nothing, 'claim'),
  assign: command(
    z
      .strictObject({ to: agent.exactOptional(), team: name.exactOptional() })
      .refine(
        ({ to, team }) => to !== undefined || team !== undefined,
        'name an agent in `to`, a team in `team`, or both',
      ),
    'assign',
  ),
  prioritise: command(z.strictObject({ priority: name, reason: words.exactOptional() }), 'prioritise'),
  pause: command(z.strictObject({ reason: name }), 'pause'),
  resume: command(nothing, 'resume'),
  escalate: command(z.strictObject({ to: name, reason: words, fields: fields.exactOptional() }), 'escalate'),
  'no-reply-needed': command(reasoned, 'noReplyNeeded'),
  flag: command(z.strictObject({ flag: name }), 'flag'),
  estimate: command(z.strictObject({ fixBy: instant, text: text.exactOptional(), key }), 'estimate'),
  delay: command(z.strictObject({ reason: words, every: name, tell: z.boolean().exactOptional() }), 'delay'),
  reach: command(z.strictObject({ milestone }), 'reach'),
  'log-call': command(z.strictObject({ answered: z.boolean(), summary: text, key }), 'logCall'),
  defer: command(
    z.strictObject({ reason: words, alternative: words.exactOptional(), text: text.exactOptional() }),
    'defer',
  ),
  'move-to-policy': command(z.strictObject({ policy: name }), 'moveToPolicy'),
  take: command(z.strictObject({ step: name }), 'take'),
  resolve: command(
    z.strictObject({ text: text.exactOptional(), cause: words.exactOptional(), key: key.exactOptional() }),
    'resolve',
  ),
  merge: command(z.strictObject({ into: name }), 'merge'),
  unmerge: command(nothing, 'unmerge'),
  split: command(z.strictObject({ messages: z.array(name).min(1).max(200) }), 'split'),
  undo: command(z.strictObject({ event: name }), 'undo'),
  link: command(z.strictObject({ to: name }), 'link'),
  tag: command(z.strictObject({ add: tags.exactOptional(), remove: tags.exactOptional() }), 'tag'),
  article: command(z.strictObject({ article: name }), 'linkArticle'),
  reopen: command(nothing, 'reopen'),
  close: command(nothing, 'close'),
};

/** What each command takes, by its name in the address: the API's description is made of it. */
export const COMMAND_BODIES: Readonly<Record<string, z.ZodType>> = Object.fromEntries(
  Object.entries(COMMANDS).map(([name, { body }]) => [name, body]),
);

interface Command {
  readonly body: z.ZodObject;
  readonly run: (desk: Desk, by: Person, ref: CaseRef, given: unknown, language: string) => Promise<Outcome>;
}

/** The desk's commands for one case, as agents give them. */
type CaseCommand = {
  [Name in keyof Desk]: Desk[Name] extends (by: Person, command: infer Given) => Promise<Outcome>
    ? Given extends { readonly case: CaseRef }
      ? Name
      : never
    : never;
}[keyof Desk];

function command<Name extends CaseCommand>(
  schema: z.ZodObject & z.ZodType<Omit<Parameters<Desk[Name]>[1], 'case'>>,
  name: Name,
): Command {
  return {
    body: schema,
    async run(desk, by, ref, given, language) {
      const body = fitting(schema, given, language);
      // The schema is that of this very command; TypeScript keeps the union of all of them.
      const give = desk[name] as (by: Person, command: object) => Promise<Outcome>;
      return give(by, { ...body, case: ref });
    },
  };
}
