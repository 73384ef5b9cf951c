import type { ChannelState } from '@sla/case-store';
import { z } from 'zod';

import { openPostBook, type PostBook, reading } from './post-book.ts';

/** What Teams must be told to find a conversation again, kept with the desk's data under `teams`. */
export interface ConversationBook extends PostBook {
  /** Somewhere the app is; `teamId` lets a whole team be forgotten at once. */
  channel(conversationId: string): Promise<KnownChannel | undefined>;
  keepChannel(channel: KnownChannel): Promise<void>;
  /** The personal chat with an account, `TENANT/OBJECT-ID`. */
  person(account: string): Promise<KnownPerson | undefined>;
  keepPerson(account: string, person: KnownPerson): Promise<void>;
  forgetPerson(account: string): Promise<void>;
  /** The app was taken off a team: where it was, and the cards there. Which case a thread belongs to stays known. */
  forgetTeam(teamId: string): Promise<void>;
  forgetChannel(conversationId: string): Promise<void>;

  card(caseId: string): Promise<ShownCard | undefined>;
  keepCard(caseId: string, card: ShownCard): Promise<void>;
  forgetCard(caseId: string): Promise<void>;
  /** The case whose card, or whose first message, a reply chain hangs on. */
  caseOfThread(conversationId: string, rootId: string): Promise<string | undefined>;
  keepThread(conversationId: string, rootId: string, caseId: string): Promise<void>;
  /** Where the requester of a case asked in Teams, so that replies go back there. */
  asked(caseId: string): Promise<Asked | undefined>;
  keepAsked(caseId: string, asked: Asked): Promise<void>;

  /** What the flow was last told of a case, for it cannot replace what it posted. */
  flowPrint(caseId: string): Promise<string | undefined>;
  keepFlowPrint(caseId: string, print: string): Promise<void>;

  /** Alerts shown to people, which end wherever they are taken. */
  alerts(caseId: string): Promise<readonly { readonly key: string; readonly alert: ShownAlert }[]>;
  keepAlert(caseId: string, item: string, alert: ShownAlert): Promise<void>;
  forgetAlert(key: string): Promise<void>;
}

const conversation = z.object({ conversationId: z.string(), tenantId: z.string(), serviceUrl: z.string() });
const knownChannel = conversation.extend({ teamId: z.string().exactOptional() });
const knownPerson = conversation.extend({ blocked: z.boolean().exactOptional() });
const shownCard = conversation.extend({
  activityId: z.string(),
  /** Of what is shown, so that the same is not sent twice. */
  print: z.string(),
  said: z.array(z.string()),
  /** Messages whose files stand in the thread. */
  files: z.array(z.string()).exactOptional(),
  teamId: z.string().exactOptional(),
});
const asked = conversation.extend({ rootId: z.string(), answered: z.array(z.string()) });
const shownAlert = conversation.extend({
  activityId: z.string(),
  step: z.string(),
  language: z.string(),
  timeZone: z.string(),
  /** As it was said, with who was there: it still says so when it is over. */
  subject: z.string().exactOptional(),
  text: z.string().exactOptional(),
  mentioned: z.object({ id: z.string(), name: z.string() }).exactOptional(),
});

export type KnownChannel = Readonly<z.infer<typeof knownChannel>>;
export type KnownPerson = Readonly<z.infer<typeof knownPerson>>;
export type ShownCard = Readonly<z.infer<typeof shownCard>>;
export type Asked = Readonly<z.infer<typeof asked>>;
export type ShownAlert = Readonly<z.infer<typeof shownAlert>>;

export function openConversationBook(state: ChannelState): ConversationBook {
  const read = reading(state);
  const forgetWhere = async (prefix: string, gone: (value: unknown) => boolean) => {
    for (const { key, value } of await state.list(prefix)) if (gone(value)) await state.delete(key);
  };
  return {
    channel: (conversationId) => read(`channel/${conversationId}`, knownChannel),
    keepChannel: (channel) => state.put(`channel/${channel.conversationId}`, channel),
    person: (account) => read(`person/${account}`, knownPerson),
    keepPerson: (account, person) => state.put(`person/${account}`, person),
    forgetPerson: (account) => state.delete(`person/${account}`),
    forgetTeam: async (teamId) => {
      const ofTeam = (value: unknown) => {
        const kept = z.object({ teamId: z.string() }).safeParse(value);
        return kept.success && kept.data.teamId === teamId;
      };
      await forgetWhere('channel/', ofTeam);
      await forgetWhere('card/', ofTeam);
    },
    forgetChannel: async (conversationId) => {
      const here = (value: unknown) => conversation.safeParse(value).data?.conversationId === conversationId;
      await state.delete(`channel/${conversationId}`);
      await forgetWhere('card/', here);
    },
    card: (caseId) => read(`card/${caseId}`, shownCard),
    keepCard: (caseId, card) => state.put(`card/${caseId}`, card),
    forgetCard: (caseId) => state.delete(`card/${caseId}`),
    caseOfThread: (conversationId, rootId) => read(`thread/${conversationId}/${rootId}`, z.string()),
    keepThread: (conversationId, rootId, caseId) => state.put(`thread/${conversationId}/${rootId}`, caseId),
    asked: (caseId) => read(`asked/${caseId}`, asked),
    keepAsked: (caseId, place) => state.put(`asked/${caseId}`, place),
    ...openPostBook(state),
    flowPrint: (caseId) => read(`flow/${caseId}`, z.string()),
    keepFlowPrint: (caseId, print) => state.put(`flow/${caseId}`, print),
    alerts: async (caseId) =>
      (await state.list(`alert/${caseId}/`)).flatMap(({ key, value }) => {
        const alert = shownAlert.safeParse(value);
        return alert.success ? [{ key, alert: alert.data }] : [];
      }),
    keepAlert: (caseId, item, alert) => state.put(`alert/${caseId}/${item}`, alert),
    forgetAlert: (key) => state.delete(key),
  };
}
