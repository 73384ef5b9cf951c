import type { ChatWords } from '../catalogue/chat-words.ts';
import type { ChatField, ChatForm } from './contract.ts';

export type Faults = Readonly<Record<string, string>>;

/** What is wrong with the values of a form, a sentence for each field. What no field asks for is passed over. */
export function formFaults({ fields }: ChatForm, values: Readonly<Record<string, string>>, words: ChatWords): Faults {
  const faults = fields.flatMap((field): (readonly [string, string])[] => {
    const fault = fieldFault(field, values[field.name]?.trim() ?? '', words);
    return fault === undefined ? [] : [[field.name, fault]];
  });
  return Object.fromEntries(faults);
}

function fieldFault({ name, required, kind }: ChatField, value: string, { faults }: ChatWords): string | undefined {
  if (value === '') return required ? faults.required : undefined;
  if ('choices' in kind) {
    const given = kind.type === 'choice' ? [value] : value.split(',');
    const isOne = (each: string) => kind.choices.some((choice) => choice.value === each);
    return given.every(isOne) ? undefined : faults.unknownChoice;
  }
  if (value.length > kind.maxLength) return faults.tooLong(kind.maxLength);
  return name === 'requester' && !isAddress(value) ? faults.noAddress : undefined;
}

export function isAddress(text: string): boolean {
  return /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/.test(text);
}
