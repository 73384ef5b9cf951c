import type { Colour, RichTextBlock, TextRun } from './adaptive-card.ts';

/** Between two braces it keeps the client from reading a function, and shows nothing. */
const wordJoiner = '\u2060';

/**
 * Text of anybody's, made safe for a TextRun: control characters and overrides of the writing direction are left out, `{{DATE(…)}}`
 * stays what was written, and it is cut by code points.
 */
export function plainText(text: string, maxLength = 4_000): string {
  const harmless = text.replace(unseen, '').replace(/\{(?=\{)/g, `{${wordJoiner}`);
  const points = [...harmless];
  return points.length <= maxLength
    ? harmless
    : `${points
        .slice(0, maxLength - 1)
        .join('')
        .trimEnd()}…`;
}

// C0 and C1 controls but for tab and line feed, and the marks that turn text round (Unicode TR 36).
const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

type Look = Omit<TextRun, 'type' | 'text'>;

/** One paragraph of one look. */
export function paragraph(
  text: string,
  look: Look & { readonly maxLength?: number } = {},
  spacing?: RichTextBlock['spacing'],
): RichTextBlock {
  return lineOf([run(text, look)], spacing);
}

export function lineOf(inlines: readonly TextRun[], spacing?: RichTextBlock['spacing']): RichTextBlock {
  return { type: 'RichTextBlock', inlines, ...(spacing !== undefined && { spacing }) };
}

/** The client refuses an empty run, so nothing is shown as a dash. */
export function run(text: string, { maxLength, ...look }: Look & { readonly maxLength?: number } = {}): TextRun {
  const shown = plainText(text, maxLength);
  return { type: 'TextRun', text: shown.trim() === '' ? '–' : shown, ...look };
}

export function quietly(text: string, color?: Colour): RichTextBlock {
  return paragraph(text, { size: 'small', isSubtle: true, ...(color !== undefined && { color }) }, 'none');
}
