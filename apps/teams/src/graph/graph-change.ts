import { z } from 'zod';

const change = z.object({
  type: z.literal('graphChange'),
  change: z.enum(['created', 'updated', 'deleted']),
  /** `teams('…')/channels('…')/messages('…')`. */
  resource: z.string().min(1).max(2_000),
});

/** A change that Graph named and did not tell, or told so that we could not read it: its message is fetched before it is worked off. */
export type GraphChange = z.infer<typeof change>;

export function readGraphChange(kept: unknown): GraphChange | undefined {
  return change.safeParse(kept).data;
}
