/** One header field as it came: the name in lower case, the value as bytes in a latin-1 string, unfolded. */
export interface HeaderField {
  readonly name: string;
  readonly value: string;
}

export type HeaderFields = readonly HeaderField[];

export interface HeaderBlock {
  readonly fields: HeaderFields;
  /** Text that runs on straight after the fields, without the empty line that should part them. */
  readonly stray: string;
}

const fieldStart = /^([!-9;-~]{1,200})[ \t]*:/;

/** The line of an mbox, and a field of somebody's own that is named in several words: neither a field nor text. */
const noField = /^(>?From |X-[\w-]+( [\w-]+){1,4}:)/;

/** Fields that go on after lines that are none; any other word before a colon there is text. */
const goesOn = /^([a-z]+(-[a-z0-9]+)+|received|from|to|cc|bcc|sender|subject|date|references|precedence|importance)$/i;

/** Reads a header block given as bytes in a latin-1 string; lines that are no fields end it, unless fields follow. */
export function parseHeaderBlock(block: string): HeaderBlock {
  const lines = block.split(/\r?\n|\r/);
  const fields: { name: string; value: string[] }[] = [];
  let strayFrom = -1;
  lines.forEach((line, index) => {
    const name = fieldStart.exec(line)?.[1];
    if (name !== undefined && (strayFrom < 0 || goesOn.test(name))) {
      fields.push({ name: name.toLowerCase(), value: [line.slice(line.indexOf(':') + 1)] });
      strayFrom = -1;
    } else if (/^[ \t]/.test(line) && strayFrom < 0) {
      fields.at(-1)?.value.push(line);
    } else if (line !== '' && strayFrom < 0 && !noField.test(line)) {
      strayFrom = index;
    }
  });
  const stray = strayFrom < 0 ? '' : lines.slice(strayFrom).join('\n').trim();
  return {
    fields: fields.map(({ name, value }) => ({ name, value: value.join('').trim() })),
    stray,
  };
}

/** The first value of a field, or undefined; `''` when the field is there but empty. */
export function fieldValue(fields: HeaderFields, name: string): string | undefined {
  return fields.find((field) => field.name === name)?.value;
}

export function fieldValues(fields: HeaderFields, name: string): readonly string[] {
  return fields.filter((field) => field.name === name).map((field) => field.value);
}
