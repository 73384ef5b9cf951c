/** The same bytes in pieces of one size, the last as long as it is. */
export async function* pieces(content: AsyncIterable<Uint8Array>, size: number): AsyncIterable<Buffer> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of content) {
    held = Buffer.concat([held, chunk]);
    while (held.length >= size) {
      yield held.subarray(0, size);
      held = held.subarray(size);
    }
  }
  if (held.length > 0) yield held;
}
