import type { CaseState, ClockKind, ClockName, ClockStatus, Temporal } from '@sla/core';

type Instant = Temporal.Instant;

/** How near a promise is to being missed; the one thing that colour is kept for. */
export type Risk = 'none' | 'at-risk' | 'missed';

/** One promise of a case, ready to be drawn. */
export interface PromiseLine {
  readonly clock: ClockName;
  readonly cycle: number;
  readonly kind: ClockKind;
  readonly clause?: string;
  readonly status: ClockStatus;
  readonly risk: Risk;
  readonly startedAt: Instant;
  readonly dueAt?: Instant;
  readonly warnAt: readonly Instant[];
  readonly stoppedAt?: Instant;
  readonly breachedAt?: Instant;
  readonly tightened: boolean;
  /** Why it is paused or was cancelled. */
  readonly reason?: string;
}

export type CardAction =
  | 'claim'
  | 'assign'
  | 'reply'
  | 'prioritise'
  | 'escalate'
  | 'pause'
  | 'resume'
  | 'no-reply-needed'
  | 'resolve'
  | 'reopen'
  | 'close'
  | 'take';

/** The one description of a case that Slack, Teams, mail and console render, so that they never disagree. */
export interface CaseCard {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly subject: string;
  readonly requester: { readonly name: string; readonly address?: string };
  readonly organisation?: string;
  readonly priority: { readonly name: string; readonly title: string; readonly rank: number };
  readonly tier: string;
  readonly state: CaseState;
  readonly assignee?: { readonly id: string; readonly name: string };
  readonly team?: string;
  readonly channel: string;
  readonly openedAt: Instant;
  readonly promises: readonly PromiseLine[];
  /** The unfinished promise that is due first. */
  readonly next?: PromiseLine;
  readonly risk: Risk;
  readonly lastMessage?: { readonly from: string; readonly text: string; readonly at: Instant };
  /** What may be done with it now, by its state. */
  readonly actions: readonly CardAction[];
  /** Alerts that nobody has taken yet. */
  readonly openAlerts: readonly { readonly step: string; readonly to: string; readonly at: Instant }[];
}
