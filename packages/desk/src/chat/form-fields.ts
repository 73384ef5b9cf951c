import type { ChatWords, FieldName } from '../catalogue/chat-words.ts';
import { present } from '../present.ts';
import type { ChatField } from './contract.ts';
import type { Initial } from './form-asking.ts';

export type Choice = { readonly value: string; readonly label: string };

/** The most that Slack's inputs take. */
export const longestText = 3_000;
const longestLine = 150;

export function choice(value: string, label: string): Choice {
  return { value, label };
}

export function chosen(
  words: ChatWords,
  name: FieldName,
  required: boolean,
  choices: readonly Choice[],
  initial: Initial,
): ChatField {
  const value = choices.find((each) => each.value === initial[name])?.value;
  return present({
    name,
    label: words.fields[name],
    required,
    initial: value,
    kind: { type: 'choice' as const, choices },
  });
}

export function line(words: ChatWords, name: FieldName, required: boolean, initial: Initial, hint?: string): ChatField {
  return written(words, name, required, { type: 'line', maxLength: longestLine }, initial, hint);
}

export function text(words: ChatWords, name: FieldName, required: boolean, initial: Initial, hint?: string): ChatField {
  return written(words, name, required, { type: 'text', maxLength: longestText }, initial, hint);
}

function written(
  words: ChatWords,
  name: FieldName,
  required: boolean,
  kind: Extract<ChatField['kind'], { readonly maxLength: number }>,
  initial: Initial,
  hint: string | undefined,
): ChatField {
  const value = initial[name]?.slice(0, kind.maxLength);
  return present({ name, label: words.fields[name], hint, required, initial: value, kind });
}

/** Any number of the choices. */
export function several(words: ChatWords, name: FieldName, required: boolean, choices: readonly Choice[]): ChatField {
  return { name, label: words.fields[name], required, kind: { type: 'choices', choices } };
}

/** One of two; no unless somebody says so. */
export function yesOrNo(words: ChatWords, name: FieldName, initial: Initial): ChatField {
  const { yes, no } = words.practice.choices;
  return chosen(words, name, true, [choice('no', no), choice('yes', yes)], { [name]: 'no', ...initial });
}
