/** PostgreSQL takes at most 65,535 parameters in a statement; a thousand rows stay well below. */
export async function inChunks<Row, Result>(
  rows: readonly Row[],
  statement: (chunk: Row[]) => Promise<readonly Result[]>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < rows.length; start += CHUNK) {
    results.push(...(await statement(rows.slice(start, start + CHUNK))));
  }
  return results;
}

/** The same where nothing comes back; smaller, for each of these brings a case's worth of rows. */
export async function inBatches<Item>(
  items: readonly Item[],
  statement: (batch: readonly Item[]) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < items.length; start += BATCH) await statement(items.slice(start, start + BATCH));
}

const CHUNK = 1000;
const BATCH = 250;
