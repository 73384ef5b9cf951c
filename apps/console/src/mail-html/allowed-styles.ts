const LENGTH = String.raw`\d{0,5}(?:\.\d{1,4})?(?:px|pt|pc|em|rem|ex|ch|in|cm|mm|%)?`;
const COLOUR = String.raw`(?:#[\da-f]{3,8}|[a-z]{3,24}|(?:rgb|hsl)a?\([\d\s.,%/]{1,60}\))`;
const BORDER_STYLE = '(?:none|hidden|solid|dashed|dotted|double|groove|ridge|inset|outset)';

/**
 * The CSS that a mail may bring: how its text looks and how its tables are laid out. Nothing that loads (`url`), moves over other
 * content (`position`, negative margins) or is computed passes, because each value must match whole.
 */
export const ALLOWED_STYLES: Readonly<Record<string, RegExp[]>> = {
  color: [colour()],
  'background-color': [colour()],
  background: [colour()],

  'font-family': [/^[\w\s,'"-]{1,200}$/],
  'font-size': [length(), /^(?:xx?-small|small|medium|large|xx?-large|smaller|larger)$/i],
  'font-style': [/^(?:normal|italic|oblique)$/i],
  'font-weight': [/^(?:normal|bold|bolder|lighter|[1-9]00)$/i],
  'font-variant': [/^(?:normal|small-caps)$/i],
  'line-height': [length(), /^normal$/i],
  'letter-spacing': [length(), /^normal$/i],
  'text-align': [/^(?:left|right|center|justify|start|end)$/i],
  // Outlook indents its lists by a negative first line.
  'text-indent': [/^-?\d{1,3}(?:\.\d{1,4})?(?:px|pt|em|in|cm|mm)?$/i],
  'text-decoration': [/^(?:none|underline|overline|line-through)$/i],
  'text-transform': [/^(?:none|uppercase|lowercase|capitalize)$/i],
  'vertical-align': [/^(?:top|middle|bottom|baseline|sub|super|text-top|text-bottom)$/i],
  'white-space': [/^(?:normal|nowrap|pre|pre-wrap|pre-line)$/i],
  'word-break': [/^(?:normal|break-all|break-word|keep-all)$/i],
  'overflow-wrap': [/^(?:normal|break-word|anywhere)$/i],
  direction: [/^(?:ltr|rtl)$/i],

  ...withSides('margin', lengths()),
  ...withSides('padding', lengths()),
  ...withSides('border', border()),
  ...withSides('border', lengths(), '-width'),
  ...withSides('border', borderStyles(), '-style'),
  ...withSides('border', colour(), '-color'),
  'border-collapse': [/^(?:collapse|separate)$/i],
  'border-spacing': [lengths()],
  'border-radius': [lengths()],

  width: [length(), /^auto$/i],
  'max-width': [length(), /^none$/i],
  'min-width': [length()],
  height: [length(), /^auto$/i],
  'max-height': [length(), /^none$/i],
  'min-height': [length()],
  // Newsletters hide the line that mail programs show in their lists.
  display: [/^(?:none|block|inline|inline-block|table|table-row|table-cell|list-item)$/i],
  overflow: [/^(?:hidden|visible|auto)$/i],
  float: [/^(?:left|right|none)$/i],
  clear: [/^(?:left|right|both|none)$/i],
  'table-layout': [/^(?:auto|fixed)$/i],
  'list-style-type': [/^[a-z-]{1,30}$/i],
};

function colour(): RegExp {
  return new RegExp(`^${COLOUR}$`, 'i');
}

function length(): RegExp {
  return new RegExp(`^${LENGTH}$`, 'i');
}

function lengths(): RegExp {
  return new RegExp(`^(?:${LENGTH}|auto)(?: (?:${LENGTH}|auto)){0,3}$`, 'i');
}

function borderStyles(): RegExp {
  return new RegExp(`^${BORDER_STYLE}(?: ${BORDER_STYLE}){0,3}$`, 'i');
}

function border(): RegExp {
  const part = `(?:${BORDER_STYLE}|thin|medium|thick|${LENGTH}|${COLOUR})`;
  return new RegExp(`^${part}(?: ${part}){0,2}$`, 'i');
}

function withSides(property: string, value: RegExp, suffix = ''): Record<string, RegExp[]> {
  const sides = ['', '-top', '-right', '-bottom', '-left'];
  return Object.fromEntries(sides.map((side) => [`${property}${side}${suffix}`, [value]]));
}
