import { WebClient } from '@slack/web-api';

import { assemble } from './assemble.ts';
import { slackNamespace } from './cards.ts';
import type { SlackChannel, SlackPorts, SlackStatus, SlackTuning } from './channel.ts';
import { refreshed } from './install.ts';
import { type Installation, type Installations, keptInstallations } from './installations.ts';
import { createLanes } from './lanes.ts';
import { type Log, silent } from './log.ts';
import { createMetrics } from './metrics.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { SlackOptions } from './options.ts';
import type { Intake } from './receiver/intake.ts';
import { type Socket, startSocket } from './receiver/socket.ts';
import { clientOptions } from './slack-clients.ts';
import { slackFault } from './slack-fault.ts';
import { slackHandler } from './slack-handler.ts';
import { startSweeper } from './sweeper.ts';

/** Slack as the settings name it cannot be used: one sentence, and what to do. */
export class SlackStartError extends Error {
  override readonly name = 'SlackStartError';
}

/** Starts the Slack channel. Throws SlackStartError when Slack does not take the token of the settings. */
export async function start(ports: SlackPorts, options: SlackOptions, tuning: SlackTuning = {}): Promise<SlackChannel> {
  const { store, log = silent } = ports;
  const nowMs = tuning.nowMs ?? (() => Date.now());
  const fixed = await fixedInstallation(options);
  const kept = keptInstallations(store.channelState(slackNamespace), ports.vault, fixed, unreadable(log));
  const metrics = createMetrics();
  const lanes = createLanes(() => performance.now());
  const parts = assemble({
    ports,
    options,
    tuning,
    lanes,
    metrics,
    nowMs,
    installations: renewing(kept, options, log, nowMs),
  });
  const { intake, inbox, projector, troubles, installations } = parts;
  const socket = openSocket(intake, options, log);
  const sweeper = startSweeper(intake, tuning.sweepEveryMs ?? 15_000, log);
  const status = async (): Promise<SlackStatus> => ({
    mode: options.intake.kind,
    ...socket?.state(),
    workspaces: (await installations.all()).map(({ key, name }) => ({ key, name })),
    waiting: await inbox.waiting(),
    drawing: projector.waiting(),
    troubles: troubles.list(),
  });
  return {
    fetch: slackHandler({ intake, installations, options, troubles, metrics, status, log, nowMs }),
    deliverer: parts.deliverer,
    status,
    sweep: () => intake.sweep(),
    idle: async () => {
      await intake.idle();
      await projector.idle();
    },
    stop: async () => {
      await socket?.stop();
      await sweeper.stop();
      await intake.idle();
      lanes.stop();
      await projector.stop();
    },
  };
}

function unreadable(log: Log) {
  return (workspace: string, error: unknown): void =>
    log.error(
      { workspace, error: String(error) },
      'what is kept of a workspace cannot be read: install the app there again',
    );
}

/** The one workspace of a token in the settings. */
async function fixedInstallation({ intake, platform }: SlackOptions): Promise<Installation | undefined> {
  if (intake.botToken === undefined) return undefined;
  try {
    const client = new WebClient(intake.botToken, clientOptions(platform));
    const me = await client.auth.test();
    const { team_id: team, team: name, user_id: botUser, enterprise_id: enterprise } = me;
    if (!team || !botUser) throw new Error('Slack does not say whose token it is');
    const scopes = me.response_metadata?.scopes ?? [];
    return {
      key: team,
      name: name ?? team,
      team,
      enterprise,
      orgWide: false,
      botToken: intake.botToken,
      botUser,
      scopes,
    };
  } catch (error) {
    throw new SlackStartError(`channels.slack.botToken: ${slackFault(error).sentence}`, { cause: error });
  }
}

function openSocket(intake: Intake, { intake: how, platform }: SlackOptions, log: Log): Socket | undefined {
  return how.kind === 'socket'
    ? startSocket(intake, { appToken: how.appToken, apiUrl: platform.apiUrl, log })
    : undefined;
}

/** Tokens that run out are renewed when they are asked for. */
function renewing(
  kept: Installations,
  { intake, platform }: SlackOptions,
  log: Log,
  nowMs: () => number,
): Installations {
  const oauth = intake.kind === 'http' ? intake.oauth : undefined;
  if (!oauth) return kept;
  const inTurn = oneAtATime();
  const renew = async (found: Installation | undefined) =>
    found &&
    inTurn(found.key, async () =>
      refreshed((await kept.byKey(found.key)) ?? found, kept, { ...oauth, platform, log, nowMs }),
    );
  return {
    ...kept,
    find: async (origin) => renew(await kept.find(origin)),
    byKey: async (key) => renew(await kept.byKey(key)),
    only: async () => renew(await kept.only()),
  };
}
