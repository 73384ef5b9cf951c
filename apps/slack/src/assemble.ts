import { randomUUID } from 'node:crypto';

import type { OutboxItem } from '@sla/case-store';
import { type Deliverer, endDeadCards } from '@sla/desk';

import { keptCards } from './cards.ts';
import type { SlackPorts, SlackTuning } from './channel.ts';
import { createChannelCheck } from './channel-check.ts';
import { createDeliverer } from './deliver.ts';
import { createDrawerLease } from './drawer-lease.ts';
import { createPeople } from './identify-person.ts';
import type { Installations } from './installations.ts';
import type { Lanes } from './lanes.ts';
import type { ListenParts } from './listeners/listen-parts.ts';
import { silent } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { SlackOptions } from './options.ts';
import { createPoster, slackPace } from './posting.ts';
import { createProjector, type Projector } from './projector.ts';
import { createFailureAnswer, createLateAnswer } from './receiver/answer-late.ts';
import { createIsInstalled, createProcess, createWanted } from './receiver/bolt-process.ts';
import { createInbox, type SlackInbox } from './receiver/inbox.ts';
import { createIntake, type Intake } from './receiver/intake.ts';
import { createReminders } from './reminders.ts';
import type { ShareParts } from './share-files.ts';
import { createClients } from './slack-clients.ts';
import { createTroubles, type Troubles } from './troubles.ts';

export interface Ingredients {
  readonly ports: SlackPorts;
  readonly options: SlackOptions;
  readonly tuning: SlackTuning;
  readonly installations: Installations;
  readonly lanes: Lanes;
  readonly metrics: Metrics;
  readonly nowMs: () => number;
}

export interface Assembled {
  readonly intake: Intake;
  readonly inbox: SlackInbox;
  readonly projector: Projector;
  readonly deliverer: Deliverer;
  readonly installations: Installations;
  readonly troubles: Troubles;
}

/** Puts the parts of the channel together; nothing runs yet but what was left to draw. */
export function assemble(from: Ingredients): Assembled {
  const { ports, options, tuning, installations, metrics } = from;
  const { store, desk, log = silent } = ports;
  const asked = new Map<string, OutboxItem>();
  const tell = async (caseId: string, sentence: string) => {
    const item = asked.get(caseId);
    if (item) await desk.deliveryFailed(item, sentence);
  };
  const shared = showing(from, tell);
  const projector = projecting(from, shared, { asked, tell });
  const listening: ListenParts = {
    ...shared,
    projector,
    people: createPeople(from.nowMs),
    reminders: createReminders(from.nowMs),
    blobs: store.blobs,
    url: options.url,
  };
  const inbox = createInbox(store, log);
  const intake = createIntake({
    inbox,
    process: createProcess(listening),
    isInstalled: createIsInstalled(installations),
    isWanted: createWanted(listening),
    onFailure: createFailureAnswer(listening),
    onLateAnswer: createLateAnswer(listening),
    log,
    ...(tuning.answerWithinMs !== undefined && { answerWithinMs: tuning.answerWithinMs }),
  });
  const deliverer = createDeliverer({
    ...shared,
    projector,
    store,
    asked: (item, caseId) => void asked.set(caseId, item),
  });
  return { intake: counted(intake, metrics), inbox, projector, deliverer, installations, troubles: shared.troubles };
}

interface Askers {
  readonly asked: Map<string, OutboxItem>;
  readonly tell: (caseId: string, sentence: string) => Promise<void>;
}

function projecting(
  { ports: { store, log = silent }, tuning, metrics }: Ingredients,
  shared: ShareParts,
  { asked, tell }: Askers,
): Projector {
  return createProjector(shared, {
    lease: createDrawerLease(store, randomUUID()),
    ...(tuning.tendEveryMs !== undefined && { tendEveryMs: tuning.tendEveryMs }),
    ...(tuning.retryPauseMs && { pause: tuning.retryPauseMs }),
    onDrawn: (caseId) => {
      asked.delete(caseId);
      metrics.count('slack_cards_drawn_total');
      // The console lists no card as given up that has been drawn since.
      endDeadCards(store, 'slack', caseId).catch((error: unknown) =>
        log.warn({ case: caseId, error: String(error) }, 'cards that were given up could not be ended'),
      );
    },
    onGivenUp: async (caseId, { message }) => {
      metrics.count('slack_cards_given_up_total');
      await tell(caseId, message);
    },
  });
}

/** Some minutes of Slack's clock, since its and ours may differ. */
const lookBackSeconds = 300;

function showing(
  { ports, options, tuning, installations, lanes, nowMs }: Ingredients,
  onTrouble: ShareParts['onTrouble'],
): ShareParts {
  const { store, chat, log = silent } = ports;
  return {
    chat,
    installations,
    cards: keptCards(store),
    clients: createClients(installations, options.platform),
    poster: createPoster(lanes, tuning.pace ?? slackPace),
    check: createChannelCheck(nowMs),
    troubles: createTroubles(() => new Date(nowMs()).toISOString()),
    routes: options.routes,
    since: async () => `${Math.floor((await store.now()).epochMilliseconds / 1_000) - lookBackSeconds}.000000`,
    log,
    onTrouble,
    blobs: store.blobs,
    platform: options.platform,
    maxFileMegabytes: options.maxFileMegabytes,
  };
}

function counted(intake: Intake, metrics: Metrics): Intake {
  return {
    ...intake,
    take: async (incoming) => {
      const taken = await intake.take(incoming);
      if (taken.kind === 'not-installed') metrics.count('slack_requests_refused_total');
      else metrics.count(taken.kind === 'taken' ? 'slack_received_total' : 'slack_duplicates_total');
      return taken;
    },
  };
}
