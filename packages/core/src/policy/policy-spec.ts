import type { CalendarInput } from '../calendar/calendar-spec.ts';
import type { RotaSpec } from '../rota/rota-spec.ts';
import type { BusinessDayReading, TargetText } from '../target/target.ts';
import type { ClauseKeeper, ClockKind, ClockName, NotifyVia } from './policy.ts';

/**
 * A policy as people write it, in YAML or TypeScript. The parameters are the names it declares, so that a use of
 * another name does not compile; without them any name does.
 */
export interface PolicySpec<
  Calendar extends string = string,
  Tier extends string = string,
  PriorityName extends string = string,
  Reason extends string = string,
  Rota extends string = string,
> {
  readonly id: string;
  /** From 1. */
  readonly version?: number;
  readonly title?: string;
  /** How ambiguous sentences of the agreement are read. */
  readonly notes?: readonly string[];
  /** IANA name: the zone of days, weeks and months, and of what is shown. */
  readonly timeZone: string;
  /** The local date from which this version applies to new cases. */
  readonly effectiveFrom?: string;
  readonly calendars?: Readonly<Record<Calendar, CalendarInput | UnionSpec<NoInfer<Calendar>>>>;
  /** The calendar of whatever names none; without one every hour counts. */
  readonly calendar?: NoInfer<Calendar>;
  readonly businessDay?: BusinessDayReading;
  readonly warnAt?: readonly WarnText[];
  /** The lowest first; L1, L2, L3 where none are named. */
  readonly tiers?: readonly Tier[];
  readonly handover?: { readonly [tier in NoInfer<Tier>]?: { readonly requires: readonly string[] } };
  /** awaiting-requester and awaiting-vendor where none are named. */
  readonly pauseReasons?: readonly Reason[];
  /** The most urgent first. */
  readonly priorities: Readonly<
    Record<PriorityName, PrioritySpec<NoInfer<Calendar>, NoInfer<Tier>, NoInfer<Reason>, NoInfer<Rota>>>
  >;
  /** Names that others use for our priorities. */
  readonly map?: Readonly<Record<string, NoInfer<PriorityName>>>;
  /** No case is less urgent than this. */
  readonly floor?: NoInfer<PriorityName>;
  readonly rotas?: Readonly<Record<Rota, RotaSpec>>;
  readonly availability?: AvailabilitySpec | readonly AvailabilitySpec[];
  /** The agreement's sentences in our words; one that stands here may be cited by several targets. */
  readonly clauses?: Readonly<Record<string, string | { readonly says: string; readonly keptBy: ClauseKeeper }>>;
  readonly defaults?: {
    /** The least urgent where none is named. */
    readonly priority?: NoInfer<PriorityName>;
    /** `resume within 7 days`, `resume within 7 days, then new-case`, `new-cycle` or `ignore`. */
    readonly reopen?: string;
    /** `7 days after resolved`; without it the desk closes nothing by itself. */
    readonly close?: string;
  };
}

/** Open while any of the named calendars is. */
export interface UnionSpec<Calendar extends string = string> {
  readonly union: readonly Calendar[];
  readonly timeZone?: string;
}

/** A share of the way to the deadline, such as `75%`. */
export type WarnText = `${number}%`;

export interface PrioritySpec<
  Calendar extends string = string,
  Tier extends string = string,
  Reason extends string = string,
  Rota extends string = string,
> {
  readonly title?: string;
  /** What triage matches on: all keys of one condition, any of several conditions. */
  readonly when?: ConditionSpec | readonly ConditionSpec[];
  readonly calendar?: Calendar;
  readonly businessDay?: BusinessDayReading;
  readonly warnAt?: readonly WarnText[];
  readonly targets?: { readonly [clock in Exclude<ClockName, 'update'>]?: TargetSpec<Calendar, Reason> } & {
    readonly update?: UpdateSpec<Calendar, Reason>;
  };
  readonly escalation?: readonly StepSpec<Tier, Rota>[] | LadderSpec<Calendar, Tier, Rota>;
}

export type Words = string | readonly string[];

export interface ConditionSpec {
  readonly impact?: Words;
  readonly workaround?: Words;
  /** Whole words or phrases, in any case. */
  readonly text?: Words;
  readonly channel?: Words;
  readonly organisation?: Words;
}

interface AnyTargetSpec<Calendar extends string, Reason extends string> {
  readonly kind?: ClockKind;
  /** The sentence of the agreement that it keeps. */
  readonly clause?: string;
  readonly calendar?: Calendar;
  readonly businessDay?: BusinessDayReading;
  readonly warnAt?: readonly WarnText[];
  /** Reasons for which the clock stands still; none by default. */
  readonly pauseWhile?: readonly Reason[];
  /** What starts the clock, for update, estimate, diagnosis, workaround and milestones. */
  readonly from?: TriggerSpec;
}

/** One promise: `within` a time, or only measured. */
export interface TargetSpec<Calendar extends string = string, Reason extends string = string>
  extends AnyTargetSpec<Calendar, Reason> {
  readonly within?: TargetText;
  readonly measure?: true;
  /** The automatic receipt counts as the acknowledgement. */
  readonly automatic?: boolean;
}

/** Status owed at intervals. */
export interface UpdateSpec<Calendar extends string = string, Reason extends string = string>
  extends AnyTargetSpec<Calendar, Reason> {
  readonly every: TargetText;
  /** Events that end it; `resolved` where none is named. */
  readonly until?: readonly string[];
}

/** `opened`, a clock's name (when its event stops it), a time after opening, a flag, a step, or the earliest of them. */
export type TriggerSpec =
  | string
  | { readonly flag: string }
  | { readonly step: string }
  | { readonly earliest: readonly TriggerSpec[] };

export interface LadderSpec<
  Calendar extends string = string,
  Tier extends string = string,
  Rota extends string = string,
> {
  /** Delays notifications to its next opening; raises and assignments never wait. */
  readonly calendar?: Calendar;
  readonly steps: readonly StepSpec<Tier, Rota>[];
}

/** One rung: exactly one of `on`, `after` and `at` says when it fires. */
export interface StepSpec<Tier extends string = string, Rota extends string = string> {
  readonly id: string;
  /** An event, such as `prioritised`. */
  readonly on?: string;
  /** A time since opening. */
  readonly after?: TargetText;
  /** A share of a clock's way to its deadline; 100 is the miss. */
  readonly at?: { readonly clock: ClockName; readonly percent: number };
  readonly notify?: readonly RecipientSpec<Rota>[];
  readonly raiseTo?: Tier;
  readonly assign?: RecipientSpec<Rota>;
  /** On the status page. */
  readonly publish?: boolean;
  readonly repeat?: { readonly every: TargetText; readonly until?: readonly string[]; readonly times?: number };
  /** How long the alert may stay untaken. */
  readonly acknowledgeWithin?: TargetText;
  readonly clause?: string;
}

/** Exactly one of role, team, person (`agent:ID`), rota and requester; `via` is email where it is not said. */
export interface RecipientSpec<Rota extends string = string> {
  readonly role?: string;
  readonly team?: string;
  readonly person?: string;
  readonly rota?: Rota;
  readonly requester?: true;
  readonly via?: readonly NotifyVia[];
}

export interface AvailabilitySpec {
  readonly percent: number;
  readonly window: 'month' | 'quarter' | 'year';
  readonly kind?: ClockKind;
  readonly clause?: string;
}
