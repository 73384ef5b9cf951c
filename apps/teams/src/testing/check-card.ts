import { createRequire } from 'node:module';

import type { AdaptiveCard } from '../cards/adaptive-card.ts';

// Its ES modules name files without their endings, which Node does not find.
const {
  AdaptiveCard: Parsed,
  SerializationContext,
  Versions,
} = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as typeof import('adaptivecards');

/** What is wrong with a card by the rules of Adaptive Cards 1.5 and the limits of Teams; empty when nothing is. */
export function faultsOfCard(card: unknown): readonly string[] {
  const context = new SerializationContext(Versions.v1_5);
  new Parsed().parse(JSON.parse(JSON.stringify(card)), context);
  const parsed = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  return [...parsed, ...walk(card, '$'), ...wholeCard(card as AdaptiveCard)];
}

/** Teams takes 28 kB a message, with its envelope. */
const mostBytes = 28 * 1024;

function wholeCard(card: AdaptiveCard): readonly string[] {
  const faults: string[] = [];
  const bytes = Buffer.byteLength(JSON.stringify(card));
  if (bytes > mostBytes - 1_024) faults.push(`$: ${bytes} bytes, more than Teams takes`);
  if (card.fallbackText.trim() === '') faults.push('$.fallbackText: nothing for notifications and screen readers');
  const primary = (card.actions ?? []).filter(({ mode }) => mode !== 'secondary');
  if (primary.length > 6) faults.push(`$.actions: ${primary.length} shown at once, Teams shows 6`);
  const ids = inputIds(card);
  for (const id of new Set(ids))
    if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push(`$: two inputs are called ${id}`);
  const texts = JSON.stringify(card.body);
  for (const { text } of card.msteams?.entities ?? [])
    if (!texts.includes(JSON.stringify(text).slice(1, -1))) faults.push(`$.msteams.entities: ${text} stands nowhere`);
  return faults;
}

function inputIds(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(inputIds);
  if (typeof node !== 'object' || node === null) return [];
  const { type, id } = node as { readonly type?: unknown; readonly id?: unknown };
  const own = typeof type === 'string' && type.startsWith('Input.') ? [String(id)] : [];
  return [...own, ...Object.values(node).flatMap(inputIds)];
}

type Node = Readonly<Record<string, unknown>>;

function walk(node: unknown, path: string): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((child, index) => walk(child, `${path}[${index}]`));
  if (typeof node !== 'object' || node === null) return [];
  const { type } = node as Node;
  const check = typeof type === 'string' ? checks[type] : undefined;
  const own = check?.(node as Node).map((fault) => `${path}: ${fault}`) ?? [];
  return [
    ...own,
    ...Object.entries(node).flatMap(([name, child]) => (name === 'data' ? [] : walk(child, `${path}.${name}`))),
  ];
}

/** Times and mentions are all that we let a TextBlock read; whatever anybody wrote stands in text runs. */
const ownMarkup = /^(<at>[^<>&*_[\]()`{}\\]+<\/at>|\{\{DATE\([0-9TZ:-]+,SHORT\)\}\} \{\{TIME\([0-9TZ:-]+\)\}\})$/;

const checks: Readonly<Record<string, (node: Node) => readonly string[]>> = {
  TextBlock: ({ text }) =>
    ownMarkup.test(String(text)) ? [] : [`a TextBlock reads Markdown: ${JSON.stringify(text)}`],
  TextRun: ({ text }) => [
    ...(String(text).trim() === '' && !/^\s+$/.test(String(text)) ? ['an empty run'] : []),
    ...(/\{\{/.test(String(text)) ? ['a run with a function in it'] : []),
  ],
  RichTextBlock: ({ inlines }) => (Array.isArray(inlines) && inlines.length > 0 ? [] : ['no inlines']),
  'Action.Execute': (node) => actionFaults(node),
  'Action.Submit': (node) => actionFaults(node),
  'Action.OpenUrl': ({ title, url }) => [
    ...(title ? [] : ['a button without a title']),
    ...(/^https?:\/\//.test(String(url)) ? [] : [`opens ${String(url)}`]),
  ],
  'Input.Text': ({ label, maxLength }) => [
    ...(label ? [] : ['an input without a label']),
    ...(Number(maxLength) > 0 ? [] : ['no longest length']),
  ],
  'Input.ChoiceSet': ({ label, choices, value, isMultiSelect }) => [
    ...(label ? [] : ['an input without a label']),
    ...(Array.isArray(choices) && choices.length > 0 ? [] : ['nothing to choose']),
    ...(value === undefined ||
    isMultiSelect === true ||
    (choices as readonly Node[]).some((choice) => choice.value === value)
      ? []
      : [`${String(value)} is no choice`]),
  ],
};

function actionFaults({ title, data }: Node): readonly string[] {
  const { sla, msteams } = (data ?? {}) as Node;
  return [
    ...(String(title ?? '').trim() === '' ? ['a button without a title'] : []),
    ...([...String(title)].length > 80 ? ['a title too long for a button'] : []),
    ...(sla === undefined && msteams === undefined ? ['a button that carries nothing'] : []),
  ];
}
