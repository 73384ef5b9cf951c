import type { CalendarSpec } from '../calendar/calendar-spec.ts';
import type { RotaSpec } from '../rota/rota-spec.ts';
import type { BusinessDayReading, Target } from '../target/target.ts';

/** Which promise a clock measures. Milestones are named by the policy. */
export type ClockName =
  | 'acknowledgement'
  | 'first-response'
  | 'next-response'
  | 'update'
  | 'estimate'
  | 'diagnosis'
  | 'workaround'
  | `milestone:${string}`
  | 'resolution';

/** A promise, or an aim that is measured apart and never called a breach. */
export type ClockKind = 'commitment' | 'objective';

export type NotifyVia = 'email' | 'slack' | 'teams' | 'phone' | 'webhook';

/** A policy as validated: every default filled in, every target parsed, every name resolved. What is written in YAML is a `PolicySpec`. */
export interface Policy {
  readonly id: string;
  readonly version: number;
  readonly title?: string;
  readonly notes: readonly string[];
  readonly timeZone: string;
  readonly effectiveFrom?: string;
  readonly calendars: Readonly<Record<string, PolicyCalendar>>;
  readonly calendar?: string;
  readonly businessDay: BusinessDayReading;
  /** What a target warns at where neither it nor its priority says. */
  readonly warnAt?: readonly WarnAt[];
  /** Lowest first. */
  readonly tiers: readonly string[];
  readonly handover: Readonly<Record<string, { readonly requires: readonly string[] }>>;
  readonly pauseReasons: readonly string[];
  /** The most urgent first. */
  readonly priorities: readonly Priority[];
  /** Priority names that others use → ours (S1-11: low becomes medium). */
  readonly map: Readonly<Record<string, string>>;
  /** No case is less urgent than this. */
  readonly floor?: string;
  readonly rotas: Readonly<Record<string, RotaSpec>>;
  readonly availability: readonly AvailabilityPromise[];
  /** The sentences of the agreement, where the policy lists them: what each says, and what keeps it. */
  readonly clauses: Readonly<Record<string, Clause>>;
  readonly defaults: { readonly priority: string; readonly reopen: ReopenRule; readonly close?: ClosingRule };
}

export interface Priority {
  readonly name: string;
  readonly title?: string;
  /** Triage matches on any of these. */
  readonly when: readonly TriageCondition[];
  readonly calendar?: string;
  readonly businessDay?: BusinessDayReading;
  readonly warnAt?: readonly WarnAt[];
  readonly targets: readonly ClockTarget[];
  readonly ladder: Ladder;
}

/** Every key that stands must match, by one of its words. */
export interface TriageCondition {
  readonly impact?: readonly string[];
  readonly workaround?: readonly string[];
  readonly text?: readonly string[];
  readonly channel?: readonly string[];
  readonly organisation?: readonly string[];
}

/** One promise of a priority: which clock, how long, and how it is told. */
export interface ClockTarget {
  readonly clock: ClockName;
  readonly kind: ClockKind;
  readonly clause?: string;
  readonly calendar?: string;
  readonly businessDay?: BusinessDayReading;
  readonly warnAt?: readonly WarnAt[];
  readonly pauseWhile: readonly string[];
  /** An acknowledgement that the automatic receipt may count as. */
  readonly automatic: boolean;
  readonly promise:
    | { readonly kind: 'within'; readonly target: Target; readonly text: string }
    | { readonly kind: 'every'; readonly target: Target; readonly text: string; readonly until: readonly string[] }
    | { readonly kind: 'measure' };
  /** What starts it, where that is not the clock's own event. */
  readonly from?: Trigger;
}

/** A share of the way from anchor to deadline, in the clock's own time. */
export type WarnAt = { readonly percent: number };

export type Trigger =
  | { readonly kind: 'opened' }
  | { readonly kind: 'clock'; readonly clock: ClockName }
  | { readonly kind: 'after'; readonly target: Target; readonly text: string }
  | { readonly kind: 'flag'; readonly flag: string }
  | { readonly kind: 'step'; readonly step: string }
  | { readonly kind: 'earliest'; readonly of: readonly Trigger[] };

export interface Ladder {
  /** Delays the ladder's notifications to its next opening; raises and assignments never wait. */
  readonly calendar?: string;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly id: string;
  readonly fires:
    | { readonly kind: 'on'; readonly event: string }
    | { readonly kind: 'after'; readonly target: Target; readonly text: string }
    | { readonly kind: 'at'; readonly clock: ClockName; readonly percent: number };
  readonly notify: readonly Recipient[];
  readonly raiseTo?: string;
  readonly assign?: Recipient;
  readonly publish?: boolean;
  readonly repeat?: {
    readonly every: Target;
    readonly text: string;
    readonly until: readonly string[];
    readonly times?: number;
  };
  readonly acknowledgeWithin?: { readonly target: Target; readonly text: string };
  readonly clause?: string;
}

export interface Recipient {
  readonly kind: 'role' | 'team' | 'person' | 'rota' | 'requester';
  /** Bare; a person is `agent:ann`, the requester is `requester`. */
  readonly to: string;
  readonly via: readonly NotifyVia[];
}

/** A calendar of its own hours, or the union of others in the same policy. */
export type PolicyCalendar = CalendarSpec | { readonly union: readonly string[]; readonly timeZone?: string };

/** A sentence of the agreement, in our words. */
export interface Clause {
  readonly says: string;
  readonly keptBy: ClauseKeeper;
}

/** What keeps a clause: something this policy states and cites it by, or a rule and a page of the desk. */
export type ClauseKeeper = 'target' | 'step' | 'availability' | 'calendar' | 'triage' | 'tiers' | 'workflow' | 'page';

export interface AvailabilityPromise {
  readonly percent: number;
  readonly window: 'month' | 'quarter' | 'year';
  readonly kind: ClockKind;
  readonly clause?: string;
}

export type ReopenRule =
  | {
      readonly kind: 'resume';
      readonly within: Target;
      readonly text: string;
      readonly after: 'new-cycle' | 'new-case';
    }
  | { readonly kind: 'new-cycle' }
  | { readonly kind: 'ignore' };

/** The desk closes a resolved case after this; core never does. */
export interface ClosingRule {
  readonly after: Target;
  readonly text: string;
}
