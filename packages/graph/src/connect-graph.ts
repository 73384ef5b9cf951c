import { setTimeout as sleep } from 'node:timers/promises';
import type { Temporal } from 'temporal-polyfill';

import { type CloudName, clouds } from './cloud.ts';
import { readDirectory } from './directory/read-directory.ts';
import { putFiles } from './files/put-files.ts';
import { readFiles } from './files/read-files.ts';
import type { GraphPort } from './graph-port.ts';
import { attachFiles } from './mail/attach-file.ts';
import { fileMail } from './mail/file-mail.ts';
import { readMail } from './mail/read-mail.ts';
import { sendMail } from './mail/send-mail.ts';
import { manageSubscriptions } from './subscriptions/subscriptions-port.ts';
import { notifyActivity } from './teams/activity-feed.ts';
import { readChannels } from './teams/channels.ts';
import { readPresence } from './teams/presence.ts';
import { type Credential, createTokenSource, grantedPermissions } from './transport/access-token.ts';
import type { Patience } from './transport/retry.ts';
import { createSender } from './transport/sender.ts';

export interface GraphSettings {
  /** Directory (tenant) id, or one of its domains. */
  readonly tenantId: string;
  /** Application (client) id. */
  readonly clientId: string;
  readonly credential: Credential;
  readonly now: () => Temporal.Instant;
  readonly cloud?: CloudName;
  /** The network; a proxy or a test peer comes in here. */
  readonly fetch?: typeof fetch;
  /** Until the headers of an answer are in, in milliseconds. */
  readonly timeoutMs?: number;
  readonly patience?: Partial<Omit<Patience, 'now'>>;
}

/** Connects nothing yet: the first request asks for the first token. */
export function connectGraph(settings: GraphSettings): GraphPort {
  const { cloud = 'global', fetch: fetchIt = fetch, timeoutMs = 30_000, tenantId, clientId, credential } = settings;
  const { graph, login } = clouds[cloud];
  const patience: Patience = { ...usualPatience, ...settings.patience, now: settings.now };
  const tokens = createTokenSource({
    tenantId,
    clientId,
    credential,
    login,
    scope: `${graph}/.default`,
    fetch: fetchIt,
    patience,
    timeoutMs,
  });
  const sender = createSender({ graph, tokens, fetch: fetchIt, patience, timeoutMs });
  const reader = readMail(sender);
  return {
    mail: { ...reader, ...fileMail(sender), ...sendMail(sender, reader), ...attachFiles(sender, fetchIt) },
    directory: readDirectory(sender),
    presence: readPresence(sender),
    activityFeed: notifyActivity(sender),
    channels: readChannels(sender),
    files: { ...readFiles(sender, fetchIt), ...putFiles(sender, fetchIt) },
    subscriptions: manageSubscriptions(sender),
    grantedPermissions: async () => grantedPermissions(await tokens.token()),
  };
}

const usualPatience = {
  attempts: 4,
  longestWaitMs: 30_000,
  random: Math.random,
  wait: (ms: number, signal?: AbortSignal) => sleep(ms, undefined, signal ? { signal } : {}),
};
