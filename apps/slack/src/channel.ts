import type { CaseStore } from '@sla/case-store';
import type { ChatDesk, Deliverer, Desk, Vault } from '@sla/desk';

import type { Log } from './log.ts';
import type { Pace } from './posting.ts';
import type { Trouble } from './troubles.ts';

/** The parts of the store that Slack needs. */
export type SlackStore = Pick<
  CaseStore,
  | 'transaction'
  | 'listInbox'
  | 'now'
  | 'channelState'
  | 'blobs'
  | 'listAgents'
  | 'listOutbox'
  | 'reviveOutbox'
  | 'settleOutbox'
>;

export interface SlackPorts {
  readonly desk: Pick<Desk, 'deliveryFailed' | 'letterHeldBack'>;
  readonly chat: ChatDesk;
  readonly store: SlackStore;
  /** Encrypts the tokens of installations; needed for OAuth alone. */
  readonly vault?: Vault;
  readonly log?: Log;
}

/** What tests turn. */
export interface SlackTuning {
  readonly pace?: Pace;
  readonly nowMs?: () => number;
  readonly answerWithinMs?: number;
  readonly sweepEveryMs?: number;
  readonly tendEveryMs?: number;
  readonly retryPauseMs?: (failures: number) => number;
}

export interface SlackChannel {
  /** Everything under `/slack/`: events, installing, health, metrics. */
  readonly fetch: (request: Request) => Promise<Response>;
  readonly deliverer: Deliverer;
  status(): Promise<SlackStatus>;
  /** Takes over what a dead process left in the inbox. */
  sweep(): Promise<void>;
  /** Settles when nothing is under way here. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface SlackStatus {
  readonly mode: 'socket' | 'http';
  /** Of Socket Mode. */
  readonly connected?: boolean;
  readonly lastError?: string;
  readonly workspaces: readonly { readonly key: string; readonly name: string }[];
  /** What came in and is not settled yet. */
  readonly waiting: number;
  /** Cases that wait to be drawn. */
  readonly drawing: number;
  readonly troubles: readonly Trouble[];
}
