import type { Action, AdaptiveCard } from '../cards/adaptive-card.ts';
import type { TeamsOptions } from '../config.ts';
import { type PeerMessage, startConnectorServer } from './connector-server.ts';
import { createSigningKey } from './signing.ts';

/** A person of the peer's tenant. */
export interface PeerPerson {
  readonly name: string;
  readonly objectId: string;
  readonly address?: string;
}

/** A channel, in a team, or a personal chat. */
export interface PeerPlace {
  readonly conversationId: string;
  readonly kind: 'personal' | 'channel';
  readonly teamId?: string;
}

export interface Sending {
  /** How the token differs from a right one. */
  readonly token?: Readonly<Record<string, unknown>> | 'none' | 'wrong-key' | 'garbage';
  readonly serviceUrl?: string;
  readonly tenantId?: string;
  readonly id?: string;
}

export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of many shapes
  readonly body: any;
}

export const tenantId = '72f988bf-86f1-41af-91ab-2d7cd011db47';
export const appId = '1c7c4b5e-8d2f-4f2c-9f0a-3b1d6a2e9c11';
const outboundToken = [{ alg: 'none', typ: 'JWT' }, { appid: appId, exp: 4_102_444_800, tid: tenantId }, 'x']
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .join('.');

/** Microsoft Teams as the desk meets it: people who write and press, a connector that takes messages, keys that tokens are signed with. */
export async function startTeamsPeer() {
  const key = createSigningKey('peer-1');
  const stranger = createSigningKey('peer-1');
  const connector = await startConnectorServer([key.jwk], outboundToken);
  const serviceUrl = `${connector.url}/emea/`;
  let count = 0;
  let deliver: (request: Request) => Promise<Response> = () => Promise.reject(new Error('nobody is connected'));
  const nextId = () => String(1_600_000_000_000 + ++count);

  const tokenFor = (url: string, how: Sending['token']): string | undefined => {
    if (how === 'none') return undefined;
    if (how === 'garbage') return 'not.a.token';
    const now = Math.floor(Date.now() / 1_000);
    const claims = {
      iss: 'https://api.botframework.com',
      aud: appId,
      serviceurl: url,
      iat: now - 10,
      nbf: now - 10,
      exp: now + 3_600,
    };
    if (how === 'wrong-key') return stranger.token(claims);
    return key.token({ ...claims, ...how });
  };
  const send = async (activity: object, how: Sending = {}): Promise<Answered> => {
    const token = tokenFor(serviceUrl, how.token);
    const response = await deliver(
      new Request('http://desk.example/teams/messages', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ serviceUrl: how.serviceUrl ?? serviceUrl, ...activity }),
      }),
    );
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const envelope = (person: PeerPerson, place: PeerPlace, rootId: string | undefined, how: Sending) => ({
    id: how.id ?? nextId(),
    channelId: 'msteams',
    timestamp: new Date().toISOString(),
    from: { id: `29:${person.objectId}`, name: person.name, aadObjectId: person.objectId },
    recipient: { id: `28:${appId}`, name: 'Desk' },
    conversation: {
      id: rootId === undefined ? place.conversationId : `${place.conversationId};messageid=${rootId}`,
      conversationType: place.kind,
      tenantId: how.tenantId ?? tenantId,
    },
    channelData: {
      tenant: { id: how.tenantId ?? tenantId },
      ...(place.kind === 'channel' && { channel: { id: place.conversationId } }),
      ...(place.teamId !== undefined && { team: { id: place.teamId } }),
    },
  });
  const invoke = (
    person: PeerPerson,
    place: PeerPlace,
    name: string,
    value: unknown,
    how: Sending & { readonly replyToId?: string; readonly rootId?: string } = {},
  ) => {
    const { replyToId, rootId, ...rest } = how;
    return send(
      {
        ...envelope(person, place, rootId, rest),
        type: 'invoke',
        name,
        value,
        ...(replyToId !== undefined && { replyToId }),
      },
      rest,
    );
  };
  const placeOf = (message: PeerMessage): PeerPlace => ({
    conversationId: message.conversationId,
    kind: message.conversationId.startsWith('19:') ? 'channel' : 'personal',
  });

  return {
    connector,
    serviceUrl,
    /** Where the desk's messaging endpoint is. */
    connect: (fetch: typeof deliver) => {
      deliver = fetch;
    },
    /** What the desk must be told to find this Teams. */
    options: {
      openIdMetadataUrl: `${connector.url}/.well-known/openidconfiguration`,
      hosts: { hosts: [new URL(connector.url).host], scheme: 'http:' as const },
      token: async () => outboundToken,
    } satisfies NonNullable<TeamsOptions['peer']>,
    person: (name: string, number: number, address?: string): PeerPerson => {
      const objectId = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
      connector.members.set(`29:${objectId}`, {
        id: `29:${objectId}`,
        name,
        objectId,
        aadObjectId: objectId,
        email: address,
      });
      return { name, objectId, ...(address !== undefined && { address }) };
    },
    channel: (name: string, teamId = '19:team@thread.tacv2'): PeerPlace => {
      const conversationId = `19:${name}@thread.tacv2`;
      connector.conversations.add(conversationId);
      return { conversationId, kind: 'channel', teamId };
    },
    chatWith: (person: PeerPerson): PeerPlace => {
      const conversationId = `a:${person.objectId}`;
      connector.conversations.add(conversationId);
      return { conversationId, kind: 'personal' };
    },
    send,
    invoke,
    /** Writes a message; in a channel as a new post, or into a reply chain; with `@Desk` when `mention` is set. */
    say: (
      person: PeerPerson,
      place: PeerPlace,
      text: string,
      how: Sending & {
        readonly rootId?: string;
        readonly mention?: true;
        readonly attachments?: readonly object[];
      } = {},
    ) => {
      const { rootId, mention, attachments, ...rest } = how;
      const base = envelope(person, place, rootId, rest);
      return send(
        {
          ...base,
          ...(place.kind === 'channel' &&
            rootId === undefined && {
              conversation: { ...base.conversation, id: `${place.conversationId};messageid=${base.id}` },
            }),
          type: 'message',
          text: mention ? `<at>Desk</at> ${text}` : text,
          ...(attachments && { attachments }),
          entities: mention ? [{ type: 'mention', text: '<at>Desk</at>', mentioned: base.recipient }] : [],
        },
        rest,
      );
    },
    /** Passes on what another Teams sent, with a token of ours for where it came from. */
    relay: (activity: { readonly serviceUrl: string }) =>
      send(activity, { serviceUrl: activity.serviceUrl, token: { serviceurl: activity.serviceUrl } }),
    /** Somebody changes a message of theirs, or with no words takes it back. */
    change: (
      person: PeerPerson,
      place: PeerPlace,
      message: { readonly id: string; readonly rootId: string },
      text?: string,
      attachments?: readonly object[],
    ) =>
      send({
        ...envelope(person, place, message.rootId, { id: message.id }),
        type: text === undefined ? 'messageDelete' : 'messageUpdate',
        ...(text !== undefined && { text }),
        ...(attachments && { attachments }),
        timestamp: nextId(),
        channelData: {
          tenant: { id: tenantId },
          channel: { id: place.conversationId },
          eventType: text === undefined ? 'softDeleteMessage' : 'editMessage',
        },
      }),
    install: (person: PeerPerson, place: PeerPlace, action: 'add' | 'remove') =>
      send({ ...envelope(person, place, undefined, {}), type: 'installationUpdate', action }),
    update: (person: PeerPerson, place: PeerPlace, channelData: object) => {
      const base = envelope(person, place, undefined, {});
      return send({ ...base, type: 'conversationUpdate', channelData: { ...base.channelData, ...channelData } });
    },
    /** Presses a button by its title, as it stands on the card now, or on an older one. */
    press: async (
      person: PeerPerson,
      message: PeerMessage,
      title: string,
      how: Sending & { readonly card?: AdaptiveCard; readonly rootId?: string } = {},
    ) => {
      const { card = message.card, ...rest } = how;
      const action = buttonOf(card, title);
      const more = { replyToId: message.id, ...(message.rootId !== undefined && { rootId: message.rootId }), ...rest };
      if (action.type === 'Action.Submit')
        return invoke(person, placeOf(message), 'task/fetch', { data: action.data }, more);
      if (action.type !== 'Action.Execute') throw new Error(`${title} is no button for the desk`);
      const answered = await invoke(
        person,
        placeOf(message),
        'adaptiveCard/action',
        { action: { type: 'Action.Execute', verb: action.verb, data: action.data }, trigger: 'manual' },
        more,
      );
      if (answered.body?.type === 'application/vnd.microsoft.card.adaptive') message.card = answered.body.value;
      return answered;
    },
    /** Fills in the dialog that was opened, and sends it. */
    fillIn: (
      person: PeerPerson,
      place: PeerPlace,
      dialog: Answered,
      values: Readonly<Record<string, string>>,
      how: Sending = {},
    ) => {
      const card: AdaptiveCard = dialog.body.task.value.card.content;
      const [submit] = card.actions ?? [];
      if (submit?.type !== 'Action.Submit') throw new Error('the dialog cannot be sent');
      const ids = card.body.flatMap((element) => ('id' in element ? [element.id] : []));
      for (const name of Object.keys(values))
        if (!ids.includes(name)) throw new Error(`the dialog asks for ${ids.join(', ')}, not for ${name}`);
      const initial = Object.fromEntries(
        card.body.flatMap((element) =>
          'id' in element && element.value !== undefined ? [[element.id, element.value]] : [],
        ),
      );
      return invoke(person, place, 'task/submit', { data: { ...submit.data, ...initial, ...values } }, how);
    },
    close: () => connector.close(),
  };
}

export type TeamsPeer = Awaited<ReturnType<typeof startTeamsPeer>>;

export function buttonOf(card: AdaptiveCard | undefined, title: string): Action {
  const found = card?.actions?.find((action) => action.title === title);
  if (found === undefined)
    throw new Error(`the card has ${card?.actions?.map((action) => action.title).join(', ')}, not ${title}`);
  return found;
}

/** Everything that a card says, for tests to look for words in. */
export function wordsOfCard(node: unknown): string {
  if (Array.isArray(node)) return node.map(wordsOfCard).join('\n');
  if (typeof node !== 'object' || node === null) return '';
  const { type, text, inlines, title } = node as Readonly<Record<string, unknown>>;
  if (type === 'TextRun' || type === 'TextBlock') return String(text);
  if (type === 'RichTextBlock') return (inlines as readonly unknown[]).map(wordsOfCard).join('');
  const own = typeof title === 'string' ? [title] : [];
  return [...own, ...Object.values(node).map(wordsOfCard)].filter((words) => words !== '').join('\n');
}
