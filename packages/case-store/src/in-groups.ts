interface Waiting<Item, Result> {
  readonly item: Item;
  readonly done: (result: Result) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Does for many at once what each asks for alone: whatever comes while a group is under way waits and makes up the next. Nobody
 * waits for a group to fill. Should a group fail, each of it is tried by itself, so that one fails alone.
 */
export function inGroups<Item, Result>(
  most: number,
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let busy = false;

  async function run(): Promise<void> {
    while (waiting.length > 0) await doTogether(waiting.splice(0, most), work);
    busy = false;
  }

  return (item) =>
    new Promise((done, failed) => {
      waiting.push({ item, done, failed });
      if (busy) return;
      busy = true;
      // What else comes in this turn of the event loop belongs to the first group too.
      setImmediate(() => void run());
    });
}

async function doTogether<Item, Result>(
  group: readonly Waiting<Item, Result>[],
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
): Promise<void> {
  try {
    const results = await work(group.map(({ item }) => item));
    for (const [index, { done, failed }] of group.entries()) {
      const result = results[index];
      if (result === undefined) failed(new Error(`Of ${group.length} together, nothing was said of one.`));
      else done(result);
    }
  } catch (error) {
    if (group.length > 1) for (const one of group) await doTogether([one], work);
    else for (const { failed } of group) failed(error);
  }
}
