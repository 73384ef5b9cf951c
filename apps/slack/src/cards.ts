import type { CaseStore, ChannelState } from '@sla/case-store';
import { z } from 'zod';

/** Where a case is shown, and what has been said there. Outlives any installation: a channel keeps its ids. */
export interface PostedCard {
  /** The installation that posted it. */
  readonly workspace: string;
  readonly channel: string;
  readonly ts: string;
  /** The channel that was the best when this one was chosen; another best moves the card. */
  readonly best: string;
  readonly version: number;
  /** Of the message as it was last sent: the same is not sent again. */
  readonly hash: string;
  /** Lines of the thread, by id. */
  readonly said: readonly string[];
  /** Lines on their way when we last looked: Slack knows whether they arrived. */
  readonly saying?: { readonly ids: readonly string[]; readonly since: string } | undefined;
  /** The customer's files, by attachment: Slack's id while under way, and whether it stands in the thread. */
  readonly files: Readonly<Record<string, { readonly file?: string | undefined; readonly done: boolean }>>;
}

/** A post on its way: after a crash Slack knows whether it arrived. */
export interface Posting {
  readonly workspace: string;
  readonly channel: string;
  /** Slack's own notation of the time before it, in seconds. */
  readonly since: string;
}

/** A notice with buttons that must end when somebody takes the alert. */
export interface PostedAlert {
  readonly workspace: string;
  readonly channel: string;
  /** Absent while the post is on its way. */
  readonly ts?: string | undefined;
  readonly thread?: string | undefined;
  readonly since: string;
  readonly step?: string | undefined;
  readonly subject: string;
  readonly text: string;
  readonly mention?: string | undefined;
}

export interface Cards {
  card(caseId: string): Promise<PostedCard | undefined>;
  /** Keeps the card, and that its thread belongs to the case. */
  putCard(caseId: string, card: PostedCard): Promise<void>;
  posting(caseId: string): Promise<Posting | undefined>;
  putPosting(caseId: string, posting: Posting): Promise<void>;
  dropPosting(caseId: string): Promise<void>;
  caseOfThread(workspace: string, channel: string, thread: string): Promise<string | undefined>;
  alert(caseId: string, key: string): Promise<PostedAlert | undefined>;
  putAlert(caseId: string, key: string, alert: PostedAlert): Promise<void>;
  dropAlert(caseId: string, key: string): Promise<void>;
  alerts(caseId: string): Promise<readonly { readonly key: string; readonly alert: PostedAlert }[]>;
  /** Cases whose card stands in a channel. */
  inChannel(channel: string): Promise<readonly string[]>;
  /** Cases whose card has to be drawn anew. */
  dirty(): Promise<readonly string[]>;
  soil(caseId: string): Promise<void>;
  clean(caseId: string): Promise<void>;
}

export const slackNamespace = 'slack';

/** What Slack shows, in the store's state of the channel. */
export function keptCards(store: Pick<CaseStore, 'transaction' | 'channelState'>): Cards {
  const state: ChannelState = store.channelState(slackNamespace);
  const alertKey = (caseId: string, key: string) => `alert/${caseId}/${key}`;
  return {
    card: async (caseId) => read(cardSchema, await state.get(`card/${caseId}`)),
    putCard: (caseId, card) =>
      store.transaction(async (unit) => {
        const inside = unit.channelState(slackNamespace);
        await inside.put(`card/${caseId}`, card);
        await inside.put(threadKey(card.workspace, card.channel, card.ts), caseId);
        await inside.delete(`posting/${caseId}`);
      }),
    posting: async (caseId) => read(postingSchema, await state.get(`posting/${caseId}`)),
    putPosting: (caseId, posting) => state.put(`posting/${caseId}`, posting),
    dropPosting: (caseId) => state.delete(`posting/${caseId}`),
    caseOfThread: async (workspace, channel, thread) =>
      read(z.string(), await state.get(threadKey(workspace, channel, thread))),
    alert: async (caseId, key) => read(alertSchema, await state.get(alertKey(caseId, key))),
    putAlert: (caseId, key, alert) => state.put(alertKey(caseId, key), alert),
    dropAlert: (caseId, key) => state.delete(alertKey(caseId, key)),
    alerts: async (caseId) => {
      const prefix = alertKey(caseId, '');
      const kept = await state.list(prefix);
      return kept.flatMap(({ key, value }) => {
        const alert = read(alertSchema, value);
        return alert ? [{ key: key.slice(prefix.length), alert }] : [];
      });
    },
    inChannel: async (channel) =>
      (await state.list('card/')).flatMap(({ key, value }) =>
        read(cardSchema, value)?.channel === channel ? [key.slice('card/'.length)] : [],
      ),
    dirty: async () => (await state.list('dirty/')).map(({ key }) => key.slice('dirty/'.length)),
    soil: (caseId) => state.put(`dirty/${caseId}`, true),
    clean: (caseId) => state.delete(`dirty/${caseId}`),
  };
}

function threadKey(workspace: string, channel: string, thread: string): string {
  return `thread/${workspace}/${channel}/${thread}`;
}

function read<Schema extends z.ZodType>(schema: Schema, kept: unknown): z.output<Schema> | undefined {
  return kept === undefined ? undefined : schema.parse(kept);
}

const cardSchema = z.object({
  workspace: z.string(),
  channel: z.string(),
  ts: z.string(),
  best: z.string(),
  version: z.number(),
  hash: z.string(),
  said: z.array(z.string()),
  saying: z.object({ ids: z.array(z.string()), since: z.string() }).optional(),
  files: z.record(z.string(), z.object({ file: z.string().optional(), done: z.boolean() })),
});

const postingSchema = z.object({ workspace: z.string(), channel: z.string(), since: z.string() });

const alertSchema = z.object({
  workspace: z.string(),
  channel: z.string(),
  ts: z.string().optional(),
  thread: z.string().optional(),
  since: z.string(),
  step: z.string().optional(),
  subject: z.string(),
  text: z.string(),
  mention: z.string().optional(),
});
