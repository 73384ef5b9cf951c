import type { ChatField, ChatForm } from '@sla/desk';
import type {
  FileInput,
  InputBlock,
  KnownBlock,
  ModalView,
  MultiStaticSelect,
  PlainTextInput,
  StaticSelect,
} from '@slack/types';

import { formMemory } from './click.ts';
import { cut, escapeText } from './escape.ts';
import { mrkdwn, plain } from './text-objects.ts';
import type { SlackWords } from './words.ts';

/** The forms whose text leaves the desk or is kept with files. */
const withFiles: ReadonlySet<ChatForm['action']> = new Set(['reply', 'note', 'new', 'resolve']);
export const filesBlock = 'files';
export const formCallback = 'case-form';

/** A form as a modal; `from` is where its answer will be said. */
export function formView(
  form: ChatForm,
  from: { readonly channel?: string; readonly thread?: string },
  words: SlackWords,
): ModalView {
  return {
    type: 'modal',
    callback_id: formCallback,
    title: plain(form.title, 24),
    submit: plain(form.submit, 24),
    close: plain(form.cancel, 24),
    private_metadata: formMemory({
      action: form.action,
      ...(form.case !== undefined && { case: form.case }),
      ...(form.version !== undefined && { version: form.version }),
      ...(form.saidAt !== undefined && { saidAt: form.saidAt }),
      ...from,
    }),
    blocks: [...intro(form), ...form.fields.map(input), ...(withFiles.has(form.action) ? [fileInput(words)] : [])],
  };
}

function intro({ intro: text }: ChatForm): readonly KnownBlock[] {
  if (text === undefined || text.trim() === '') return [];
  return [{ type: 'section', block_id: 'intro', text: mrkdwn(escapeText(text, 2_900)) }];
}

/** A field's block bears its name, so that a fault finds its place. */
function input(field: ChatField): InputBlock {
  return {
    type: 'input',
    block_id: `field:${field.name}`,
    optional: !field.required,
    label: plain(field.label, 2_000),
    ...(field.hint !== undefined && field.hint.trim() !== '' && { hint: plain(field.hint, 2_000) }),
    element: 'choices' in field.kind ? select(field, field.kind) : textInput(field, field.kind),
  };
}

function textInput(field: ChatField, kind: Extract<ChatField['kind'], { type: 'line' | 'text' }>): PlainTextInput {
  const most = Math.min(Math.max(kind.maxLength, 1), 3_000);
  return {
    type: 'plain_text_input',
    action_id: 'value',
    multiline: kind.type === 'text',
    max_length: most,
    ...(field.initial !== undefined && field.initial !== '' && { initial_value: cut(field.initial, most) }),
  };
}

function select(
  field: ChatField,
  kind: Extract<ChatField['kind'], { type: 'choice' | 'choices' }>,
): StaticSelect | MultiStaticSelect {
  const options = kind.choices
    .slice(0, 100)
    .map(({ value, label }) => ({ text: plain(label, 75), value: cut(value, 150) }));
  if (kind.type === 'choices') return { type: 'multi_static_select', action_id: 'value', options };
  const initial = options.find(({ value }) => value === field.initial);
  return { type: 'static_select', action_id: 'value', options, ...(initial && { initial_option: initial }) };
}

function fileInput(words: SlackWords): InputBlock {
  const element: FileInput = { type: 'file_input', action_id: 'value', max_files: 10 };
  return { type: 'input', block_id: filesBlock, optional: true, label: plain(words.files, 2_000), element };
}

/** What Slack hands back of a form: texts and choices by the names of the fields. */
export function formValues(state: FormState): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(state).flatMap(([block, elements]) => {
      const [, name] = /^field:(.+)$/s.exec(block) ?? [];
      const { value } = elements;
      const several = value?.selected_options?.map((option) => option.value).join(',');
      const text = several ?? value?.selected_option?.value ?? value?.value;
      return name === undefined || text === undefined || text === null ? [] : [[name, text] as const];
    }),
  );
}

/** The faults of a form at their fields; one that has no field of ours stands at the first. */
export function formErrors(
  faults: Readonly<Record<string, string>>,
  blocks: readonly string[],
): Record<string, string> {
  const inputs = blocks.filter((block) => block.startsWith('field:') || block === filesBlock);
  const [first = filesBlock] = inputs;
  const errors: Record<string, string> = {};
  for (const [name, fault] of Object.entries(faults)) {
    const block = inputs.includes(`field:${name}`) ? `field:${name}` : first;
    errors[block] = cut(errors[block] === undefined ? fault : `${errors[block]} ${fault}`, 1_000);
  }
  return errors;
}

export type FormState = Readonly<
  Record<
    string,
    Readonly<
      Record<
        string,
        {
          readonly value?: string | null | undefined;
          readonly selected_option?: { readonly value: string } | null | undefined;
          readonly selected_options?: readonly { readonly value: string }[] | undefined;
        }
      >
    >
  >
>;
