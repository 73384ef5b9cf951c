import { fieldsOf, oneOf, type Shape, ShapeFault } from './shape.ts';
import { SHAPES } from './shapes.ts';
import { EXPORT_VERSION, type StoreRecord } from './store-record.ts';

/** A line of an export that is none. */
export class ExportFault extends Error {
  override readonly name = 'ExportFault';
  /** From 1. */
  readonly line: number;

  constructor(line: number, problem: string, cause?: unknown) {
    super(problem, { cause });
    this.line = line;
  }
}

/** A record as a line of JSON, with its end. */
export function formatRecord(record: StoreRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/** Lines of an export → its records, one at a time. Throws an ExportFault at the first line that is none, or when the end is missing. */
export async function* parseRecords(lines: AsyncIterable<string>): AsyncGenerator<StoreRecord> {
  let line = 0;
  let hasEnded = false;
  for await (const text of lines) {
    line += 1;
    if (hasEnded) throw new ExportFault(line, 'there is more after the end of the export');
    const record = parseRecord(text, line);
    refuseMisplaced(record, line);
    yield record;
    hasEnded = record.kind === 'end';
  }
  if (!hasEnded) throw new ExportFault(line, 'the export was cut off here: its last line, {"kind":"end"…}, is missing');
}

function parseRecord(text: string, line: number): StoreRecord {
  try {
    const value: unknown = JSON.parse(text);
    const kind = KIND(fieldsOf(value, '').kind, 'kind');
    return SHAPES[kind](value, '');
  } catch (error) {
    if (error instanceof ShapeFault) throw new ExportFault(line, error.message, error);
    throw new ExportFault(line, `this line is no JSON (${(error as Error).message})`, error);
  }
}

const KIND: Shape<StoreRecord['kind']> = oneOf(...(Object.keys(SHAPES) as StoreRecord['kind'][]));

function refuseMisplaced(record: StoreRecord, line: number): void {
  if ((record.kind === 'header') !== (line === 1)) {
    throw new ExportFault(
      line,
      'this is no export: it does not begin with the line {"kind":"header","format":"sla-export",…}',
    );
  }
  if (record.kind === 'header' && record.version !== EXPORT_VERSION) {
    throw new ExportFault(
      line,
      `the export has version ${record.version}, and this program reads version ${EXPORT_VERSION}; use a newer program`,
    );
  }
  if (record.kind === 'end' && record.records !== line - 2) {
    throw new ExportFault(
      line,
      `${line - 2} records stand before the end, which counts ${record.records}: some are missing`,
    );
  }
}
