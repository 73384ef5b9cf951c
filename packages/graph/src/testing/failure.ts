import { GraphError } from '../graph-error.ts';

/** The GraphError that something ends in; that it ends well is a failure of the test. */
export async function failureOf(doing: Promise<unknown>): Promise<GraphError> {
  const error = await doing.then(() => undefined).catch((thrown: unknown) => thrown);
  if (error instanceof GraphError) return error;
  throw new Error(`expected a GraphError, got ${String(error)}`, { cause: error });
}

export async function collect<Entry>(entries: AsyncIterable<Entry>): Promise<Entry[]> {
  const all: Entry[] = [];
  for await (const entry of entries) all.push(entry);
  return all;
}
