import type { CardJson, Iso, LedgerJson, MessageJson, PromiseJson } from './contract.ts';

/** POST /api/cases: what a program opened, or had opened before with the same Idempotency-Key. */
export interface OpenedJson {
  readonly number: string;
  readonly id: string;
  /** False where the same request came before: the case is the one of then, as it stands now. */
  readonly opened: boolean;
  readonly state: string;
  readonly priority: { readonly name: string; readonly title: string; readonly rank: number };
  readonly organisation?: string;
  readonly openedAt: Iso;
  /** What is promised by when. */
  readonly promises: readonly PromiseJson[];
  /** Why it got this priority, a sentence each. */
  readonly evidence: readonly string[];
  /** The case's page in the console. */
  readonly url: string;
}

/** GET /api/cases?cursor=…: the case opened last comes first. */
export interface CasesJson {
  readonly now: Iso;
  readonly cases: readonly CardJson[];
  /** The cursor of the next page; absent on the last. */
  readonly next?: string;
}

/** GET /api/cases/:number/messages?cursor=…: in the order in which they were said. */
export interface MessagesJson {
  readonly messages: readonly MessageJson[];
  /** The cursor of the next page; absent on the last. */
  readonly next?: string;
}

/** POST /api/cases/:number/messages: what became of a requester's words. */
export interface SaidJson {
  /** The case that they stand on; another one where the policy gives them a case of their own. */
  readonly number: string;
  readonly opened: boolean;
  readonly state: string;
  readonly message: string;
  readonly promises: readonly PromiseJson[];
}

/** GET /api/cases/:number/sla: where the clocks stand, as `sla evaluate --json` says it. */
export interface SlaJson {
  readonly now: Iso;
  readonly number: string;
  readonly policy: { readonly id: string; readonly version: number };
  readonly priority: string;
  readonly tier: string;
  readonly state: string;
  readonly clocks: readonly ClockJson[];
  /** When anything changes next, should nothing happen. */
  readonly nextWakeAt?: Iso;
}

export interface ClockJson {
  readonly clock: string;
  readonly cycle: number;
  /** In words: "First response". */
  readonly label: string;
  readonly kind: 'commitment' | 'objective';
  readonly clause?: string;
  readonly status: 'running' | 'paused' | 'met' | 'missed' | 'cancelled';
  readonly startedAt: Iso;
  readonly dueAt?: Iso;
  readonly warnAt: readonly Iso[];
  readonly stoppedAt?: Iso;
  readonly breachedAt?: Iso;
  readonly tightened?: boolean;
  /** ISO 8601 duration in the clock's own time. */
  readonly elapsed: string;
  /** ISO 8601 duration; negative when overdue. */
  readonly remaining?: string;
  readonly reason?: string;
}

/** POST /api/cases/:number/what-if {priority?, policy?, pause?: {reason, for}}: nothing is changed by asking. */
export interface WhatIfJson {
  readonly now: Iso;
  /** The instant that the answer is for: now, or the end of the pause. */
  readonly at: Iso;
  readonly changes: readonly ClockChangeJson[];
  /** The reckoning behind each deadline, as it would be. */
  readonly ledgers: readonly LedgerJson[];
}

/** One clock before and after; absent on the side on which there is none. */
export interface ClockChangeJson {
  readonly clock: string;
  readonly cycle: number;
  readonly label: string;
  readonly before?: ClockStandJson;
  readonly after?: ClockStandJson;
}

export interface ClockStandJson {
  readonly status: 'running' | 'paused' | 'met' | 'missed' | 'cancelled';
  readonly kind: 'commitment' | 'objective';
  readonly dueAt?: Iso;
  readonly stoppedAt?: Iso;
  readonly breachedAt?: Iso;
}

/** GET /api/cases/:number/replay: what each event did to the clocks, worked out anew from the events alone. */
export interface ReplayJson {
  readonly steps: readonly ReplayStepJson[];
}

export interface ReplayStepJson {
  readonly at: Iso;
  /** The event's type, or `time` where nothing but time passed. */
  readonly type: string;
  readonly sentence: string;
  readonly changes: readonly ClockChangeJson[];
}

/** GET /api/key: what this API key may do. */
export interface KeyJson {
  readonly id: string;
  readonly name: string;
  readonly role: 'requester' | 'agent' | 'lead' | 'admin';
  /** In whose name it acts. */
  readonly agent: { readonly id: string; readonly name: string };
  /** Only the cases of this one. */
  readonly organisation?: string;
  readonly createdAt: Iso;
  readonly createdBy: string;
  readonly expiresAt?: Iso;
  readonly revokedAt?: Iso;
  readonly lastUsedAt?: Iso;
  readonly state: 'valid' | 'expired' | 'revoked';
}

/** GET /api/keys, for administrators who are signed in. POST /api/keys makes one and answers its token once; POST /api/keys/:id/revoke ends it. */
export interface KeysJson {
  readonly keys: readonly KeyJson[];
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
  /** Of the key just made: it cannot be read again. */
  readonly token?: string;
}

/** GET /api/settings: who works here and what is promised, as the settings say it. Read only: they are changed in the file. */
export interface SettingsJson {
  readonly agents: readonly {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly role: string;
    readonly teams: readonly string[];
    readonly timeZone?: string;
    readonly language?: string;
  }[];
  readonly teams: readonly { readonly id: string; readonly name: string; readonly tier?: string }[];
  readonly organisations: readonly {
    readonly id: string;
    readonly name: string;
    readonly domains: readonly string[];
    readonly policy?: string;
    readonly timeZone?: string;
  }[];
  readonly policies: readonly PolicyPromisesJson[];
}

/** What a policy promises, priority by priority. */
export interface PolicyPromisesJson {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly timeZone: string;
  readonly priorities: readonly {
    readonly name: string;
    readonly title: string;
    /** What triage matches on, a condition each. */
    readonly when: readonly string[];
    readonly promises: readonly {
      readonly clock: string;
      readonly label: string;
      readonly kind: 'commitment' | 'objective';
      /** In the policy's own words; absent where it is only measured. */
      readonly rule?: string;
      readonly clause?: string;
      /** Absent where it counts round the clock. */
      readonly calendar?: string;
      readonly pauseWhile: readonly string[];
    }[];
    readonly ladder: readonly {
      readonly step: string;
      readonly fires: string;
      readonly reaches: readonly string[];
      readonly clause?: string;
    }[];
  }[];
}

/** GET /api/report?from=…&to=…: what was kept of what was promised, commitments and objectives apart. */
export interface ReportJson {
  readonly from: Iso;
  readonly to: Iso;
  /** Whose months they are. */
  readonly timeZone: string;
  readonly cases: number;
  /** By clock and priority. */
  readonly attainment: AttainmentJson;
  readonly byClause: AttainmentJson;
  readonly byMonth: AttainmentJson;
  /** How long it took, by clock and priority, in each clock's own time. */
  readonly percentiles: readonly PercentilesJson[];
  /** Open clocks by when they will be missed, as of the end of the period. */
  readonly open: {
    readonly commitments: OpenCountsJson;
    readonly objectives: OpenCountsJson;
    /** What is missed next, or has been longest, first. */
    readonly next: readonly {
      readonly case: string;
      readonly clock: string;
      readonly cycle: number;
      readonly kind: 'commitment' | 'objective';
      readonly priority: string;
      readonly status: string;
      readonly dueAt?: Iso;
    }[];
  };
  /** Resolved cases by cause and month. */
  readonly trends: {
    readonly months: readonly string[];
    readonly rows: readonly {
      readonly cause?: string;
      readonly total: number;
      readonly byMonth: readonly number[];
      readonly change?: number;
    }[];
  };
  readonly satisfaction: { readonly answers: number; readonly average?: number };
  readonly availability: readonly {
    readonly policy: string;
    readonly clause?: string;
    readonly start: Iso;
    readonly end: Iso;
    readonly percent: number;
    readonly down: string;
    readonly allowed: string;
    readonly left: string;
    readonly isKept: boolean;
  }[];
  /** The names of the clocks in words. */
  readonly clockNames: Readonly<Record<string, string>>;
}

export interface AttainmentJson {
  readonly commitments: AttainmentCountsJson;
  readonly objectives: AttainmentCountsJson;
  readonly rows: readonly AttainmentRowJson[];
}

export interface AttainmentCountsJson {
  readonly met: number;
  readonly missed: number;
  readonly finished: number;
  /** met ÷ finished; absent where nothing has finished. */
  readonly attainment?: number;
  readonly overdue: number;
  readonly cancelled: number;
  readonly measured: number;
}

export interface AttainmentRowJson extends AttainmentCountsJson {
  readonly kind: 'commitment' | 'objective';
  readonly clock?: string;
  readonly priority?: string;
  readonly clause?: string;
  readonly month?: string;
}

export interface PercentilesJson {
  readonly kind: 'commitment' | 'objective';
  readonly clock?: string;
  readonly priority?: string;
  readonly count: number;
  readonly p50: string;
  readonly p90: string;
  readonly p99: string;
  readonly longest: string;
  readonly isExact: boolean;
}

export interface OpenCountsJson {
  readonly overdue: number;
  readonly soon: readonly { readonly within: string; readonly count: number }[];
  readonly later: number;
  readonly paused: number;
  readonly undated: number;
}

/** GET /mail/api/quarantine: mail that waits for somebody to decide, the oldest first. The mail app serves it under the console's session. */
export interface QuarantineJson {
  readonly held: readonly HeldMailJson[];
}

export interface HeldMailJson {
  readonly id: string;
  readonly receivedAt: Iso;
  readonly reason: 'unknown-sender' | 'unreadable';
  readonly from?: string;
  readonly fromName?: string;
  readonly to: readonly string[];
  readonly subject?: string;
  readonly case?: string;
  readonly caseSubject?: string;
  readonly excerpt: string;
  readonly files: number;
  readonly evidence: readonly string[];
}

/** GET /mail/api/quarantine/:id */
export interface HeldMailDetailJson extends HeldMailJson {
  readonly cc: readonly string[];
  readonly text: string;
  readonly quoteFrom?: number;
  readonly attachments: readonly { readonly name?: string; readonly type: string; readonly size: number }[];
}
