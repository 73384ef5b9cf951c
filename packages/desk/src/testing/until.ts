/** Waits for a condition, looking often; what it waited for is in the error. */
export async function until<Result>(
  look: () => Promise<Result | undefined> | Result | undefined,
  what: string,
  seconds = 60,
): Promise<Result> {
  const end = performance.now() + seconds * 1_000;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (performance.now() > end) throw new Error(`waited ${seconds} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
