import type { ChatField, ChatForm } from '@sla/desk';

import { type AdaptiveCard, adaptiveCard, type Element } from './adaptive-card.ts';
import { holdCardValue } from './card-value.ts';
import { paragraph, plainText } from './plain-text.ts';
import { phrasesFor } from './platform-phrases.ts';

/** What was typed and what is wrong with it, when a form comes back. */
export interface Filled {
  readonly values: Readonly<Record<string, string>>;
  readonly faults: Readonly<Record<string, string>>;
}

/** A form as the card of a dialog. `key` names this opening of it, so that sending it twice does no harm. */
export function formCard(form: ChatForm, key: string, language: string, filled?: Filled): AdaptiveCard {
  const { action, title, submit, intro } = form;
  const value = {
    action,
    form: key,
    ...(form.case !== undefined && { case: form.case }),
    ...(form.version !== undefined && { version: form.version }),
    ...(form.saidAt !== undefined && { saidAt: form.saidAt }),
  };
  const elsewhere = Object.entries(filled?.faults ?? {}).filter(
    ([name]) => !form.fields.some((one) => one.name === name),
  );
  return adaptiveCard(
    plainText(title, 200),
    [
      paragraph(intro ?? title),
      ...elsewhere.map(([, fault]) => paragraph(fault, { color: 'attention' })),
      ...form.fields.flatMap((field) => toInput(field, language, filled)),
    ],
    { actions: [{ type: 'Action.Submit', title: submit, style: 'positive', data: holdCardValue(value) }] },
  );
}

function toInput(field: ChatField, language: string, filled: Filled | undefined): readonly Element[] {
  const fault = filled?.faults[field.name];
  const value = filled?.values[field.name] ?? field.initial;
  const common = {
    id: field.name,
    label: plainText(field.label, 200),
    isRequired: field.required,
    errorMessage: phrasesFor(language).fillIn,
    ...(value !== undefined && value !== '' && { value }),
    ...(field.hint !== undefined && { placeholder: plainText(field.hint, 200) }),
  };
  return [
    inputOf(field.kind, common),
    ...(fault === undefined ? [] : [paragraph(fault, { color: 'attention' }, 'none')]),
  ];
}

type Common = Pick<
  Extract<Element, { type: 'Input.Text' }>,
  'id' | 'label' | 'isRequired' | 'errorMessage' | 'value' | 'placeholder'
>;

function inputOf(kind: ChatField['kind'], common: Common): Element {
  switch (kind.type) {
    case 'choice':
      return {
        type: 'Input.ChoiceSet',
        style: 'compact',
        choices: kind.choices.map(({ value, label }) => ({ value, title: plainText(label, 200) })),
        ...common,
      };
    case 'choices':
      return {
        type: 'Input.ChoiceSet',
        style: 'compact',
        isMultiSelect: true,
        choices: kind.choices.map(({ value, label }) => ({ value, title: plainText(label, 200) })),
        ...common,
      };
    case 'line':
      return { type: 'Input.Text', isMultiline: false, maxLength: kind.maxLength, ...common };
    case 'text':
      return { type: 'Input.Text', isMultiline: true, maxLength: kind.maxLength, ...common };
  }
}
