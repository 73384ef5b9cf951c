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

const CHUNK = 1000;
