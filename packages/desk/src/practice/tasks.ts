import type { StoreUnit } from '@sla/case-store';
import { Temporal } from '@sla/core';

type Instant = Temporal.Instant;

/** Something that the desk does by itself at a later instant, beside the clocks. */
export type Task =
  | { readonly kind: 'follow-up'; readonly case: string; readonly resolvedAt: string }
  | { readonly kind: 'survey'; readonly case: string; readonly resolvedAt: string };

const namespace = 'desk/tasks';
const watermarkKey = 'watermark';

/** Keeps a task under its instant, once: `name` tells it from others of that instant. */
export async function putTask(unit: StoreUnit, at: Instant, name: string, task: Task): Promise<void> {
  const tasks = unit.channelState(namespace);
  if ((await tasks.get(watermarkKey)) === undefined) await tasks.put(watermarkKey, hourOf(unit.now));
  await tasks.put(`${at.toString({ smallestUnit: 'second' })}/${name}`, task);
}

/** Takes due tasks out, the oldest first; they are there again when the transaction does not commit. */
export async function takeDueTasks(unit: StoreUnit, limit: number): Promise<readonly Task[]> {
  const tasks = unit.channelState(namespace);
  const from = (await tasks.get(watermarkKey)) as string | undefined;
  if (from === undefined) return [];
  const due: Task[] = [];
  // Hour by hour, so that what lies far ahead is never read.
  let hour = Temporal.Instant.from(`${from}:00:00Z`);
  while (Temporal.Instant.compare(hour, unit.now) <= 0) {
    for (const { key, value } of await tasks.list(hourOf(hour))) {
      const at = Temporal.Instant.from(key.slice(0, key.indexOf('/')));
      if (Temporal.Instant.compare(at, unit.now) > 0) continue;
      if (due.length === limit) return due;
      await tasks.delete(key);
      due.push(value as Task);
    }
    if (hourOf(hour) !== from) await tasks.put(watermarkKey, hourOf(hour));
    hour = hour.add({ hours: 1 });
  }
  return due;
}

/** `2026-11-23T10`: with it begin all instants of the hour. */
function hourOf(at: Instant): string {
  return at.toString({ smallestUnit: 'minute' }).slice(0, 13);
}
