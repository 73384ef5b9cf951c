import { type CloudEnvironment, type InvokeResponse, PUBLIC } from '@microsoft/teams.api';
import { App } from '@microsoft/teams.apps';
import { z } from 'zod';

import { type Activity, readActivity } from './activities/activity.ts';
import type { TeamsOptions } from './config.ts';
import { type Conversations, createConversations, type Member } from './conversations.ts';
import { createFrontDoor } from './front-door.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { createPace, type PaceOptions } from './pace.ts';
import { microsoftHosts } from './service-url.ts';

export interface Connection {
  /** The messaging endpoint. */
  readonly fetch: (request: Request) => Promise<Response>;
  readonly conversations: Conversations;
  /** A token for the connector, as `sla teams doctor` asks for one. */
  readonly token: () => Promise<string>;
}

/** What an invoke is answered with; messages are answered with 200 alone. */
export interface Answered {
  readonly status: number;
  readonly body?: unknown;
}

export type Handle = (activity: Activity) => Promise<Answered>;

/** The Teams SDK behind a door of ours: it checks tokens and speaks to the connector; routing and state are ours. */
export async function connect(
  options: TeamsOptions,
  handle: Handle,
  metrics: Metrics,
  log: Log,
  pace: PaceOptions,
): Promise<Connection> {
  const { clientId, tenantId, clientSecret, peer } = options;
  const cloud: CloudEnvironment =
    peer === undefined ? PUBLIC : { ...PUBLIC, openIdMetadataUrl: peer.openIdMetadataUrl };
  const hosts = peer?.hosts ?? microsoftHosts;
  const door = createFrontDoor({
    tenants: options.tenants,
    hosts,
    issuer: cloud.tokenIssuer,
    refused: (why) => metrics.count('refused', why),
  });
  const app = new App({
    clientId,
    tenantId,
    ...(peer === undefined ? { clientSecret } : { token: peer.token }),
    cloud,
    serviceUrl: options.serviceUrl,
    client: { timeout: 10_000 },
    httpServerAdapter: door.adapter,
    // Said outright, so that no variable of the environment can turn the check off.
    dangerouslyAllowUnauthenticatedRequests: false,
    telemetry: { agent365: false },
    logger: sdkLog(log),
  });
  app.use(async ({ activity }): Promise<InvokeResponse> => {
    // The SDK makes objects of its own of messages, with fields that are there and undefined.
    const read = readActivity(JSON.parse(JSON.stringify(activity)));
    return (read === undefined ? { status: 400 } : await handle(read)) as InvokeResponse;
  });
  await app.initialize();
  const conversations = createConversations({
    appId: clientId,
    hosts,
    pace: createPace(pace),
    counted: (what) => metrics.count('sent', what),
    connectorFor: (serviceUrl) => connectorOf(app, serviceUrl),
  });
  return { fetch: door.fetch, conversations, token: async () => String((await app.tokenProvider.getAppToken()) ?? '') };
}

function connectorOf(
  app: App,
  serviceUrl: string,
): ReturnType<Parameters<typeof createConversations>[0]['connectorFor']> {
  const { conversations } = app.api.clone({ serviceUrl });
  return {
    create: (conversationId, activity) => conversations.createActivity(conversationId, activity as Params),
    update: (conversationId, activityId, activity) =>
      conversations.updateActivity(conversationId, activityId, activity as Params),
    open: (conversation) => conversations.create(conversation),
    look: (conversationId) => conversations.members(conversationId).getPaged(1),
    member: async (conversationId, userId) => toMember(await conversations.members(conversationId).getById(userId)),
  };
}

type Params = Parameters<ReturnType<App['api']['clone']>['conversations']['createActivity']>[1];

const memberSchema = z.object({
  name: z.string().exactOptional(),
  email: z.string().exactOptional(),
  userPrincipalName: z.string().exactOptional(),
  aadObjectId: z.string().exactOptional(),
});

function toMember(answered: unknown): Member | undefined {
  const read = memberSchema.safeParse(answered);
  if (!read.success) return undefined;
  const { name, email, userPrincipalName, aadObjectId } = read.data;
  const address = email ?? userPrincipalName;
  return {
    ...(name !== undefined && { name }),
    ...(address !== undefined && { address: address.toLowerCase() }),
    ...(aadObjectId !== undefined && { objectId: aadObjectId.toLowerCase() }),
  };
}

/** The SDK's debug lines hold whole activities, with what customers wrote: they are not kept. */
function sdkLog(log: Log): NonNullable<NonNullable<ConstructorParameters<typeof App>[0]>['logger']> {
  const words = (parts: readonly unknown[]) =>
    parts
      .map((part) => (part instanceof Error ? part.message : String(part)))
      .join(' ')
      .slice(0, 500);
  const nothing = () => undefined;
  const logger = {
    debug: nothing,
    trace: nothing,
    info: nothing,
    warn: (...parts: readonly unknown[]) => log.warn({}, words(parts)),
    error: (...parts: readonly unknown[]) => log.error({}, words(parts)),
    log: nothing,
    child: () => logger,
  };
  return logger;
}
