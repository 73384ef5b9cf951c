/** What the console's pages and its server say to each other, as JSON: instants are ISO text. The public REST API has the same shapes. */

export type Iso = string;
export type RiskJson = 'none' | 'at-risk' | 'missed';

export interface PromiseJson {
  readonly clock: string;
  readonly cycle: number;
  /** In words: "First response". */
  readonly label: string;
  readonly kind: 'commitment' | 'objective';
  readonly clause?: string;
  readonly status: 'running' | 'paused' | 'met' | 'missed' | 'cancelled';
  readonly risk: RiskJson;
  readonly startedAt: Iso;
  readonly dueAt?: Iso;
  readonly warnAt: readonly Iso[];
  readonly stoppedAt?: Iso;
  readonly breachedAt?: Iso;
  readonly tightened: boolean;
  readonly reason?: string;
}

export interface CardJson {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly subject: string;
  readonly requester: { readonly name: string; readonly address?: string };
  readonly organisation?: string;
  readonly priority: { readonly name: string; readonly title: string; readonly rank: number };
  readonly tier: string;
  readonly state: string;
  readonly assignee?: { readonly id: string; readonly name: string };
  readonly team?: string;
  readonly channel: string;
  readonly openedAt: Iso;
  readonly promises: readonly PromiseJson[];
  readonly next?: PromiseJson;
  readonly risk: RiskJson;
  readonly lastMessage?: { readonly from: string; readonly text: string; readonly at: Iso };
  readonly actions: readonly string[];
  readonly openAlerts: readonly { readonly step: string; readonly to: string; readonly at: Iso }[];
}

/** GET /api/session: who is signed in, and what the desk is. Without a session: 401. DELETE /api/session signs out: 204. */
export interface SessionJson {
  readonly agent: {
    readonly id: string;
    readonly name: string;
    readonly role: string;
    readonly timeZone: string;
    readonly language: string;
  };
  readonly desk: {
    readonly name: string;
    readonly address: string;
    readonly timeZone: string;
    /** Demo data: the pages show a bar that says so, and how to go on. */
    readonly demo?: { readonly clearCommand: string; readonly connectHint: string };
    /** The built-in mail catcher is on: its pages are shown. */
    readonly catcher: boolean;
    /** The mail app stands beside the console: what it holds back is shown. */
    readonly quarantine: boolean;
    /** Requesters have pages of their own under `/portal`. */
    readonly portal: boolean;
    readonly smtpIntake?: string;
    /** People whom the catcher offers to write as. */
    readonly customers?: readonly {
      readonly name: string;
      readonly address: string;
      readonly organisation?: string;
    }[];
  };
  readonly agents: readonly { readonly id: string; readonly name: string; readonly teams: readonly string[] }[];
  readonly teams: readonly { readonly id: string; readonly name: string }[];
  readonly policies: readonly {
    readonly id: string;
    /** The one in force. */
    readonly version: number;
    readonly title: string;
    readonly priorities: readonly { readonly name: string; readonly title: string }[];
    readonly tiers: readonly string[];
    readonly pauseReasons: readonly string[];
  }[];
  /** Sent back as the header `x-csrf-token` with every POST. */
  readonly csrf: string;
}

/** GET /api/queue?view=open|mine|unassigned|resolved|all&text=…&limit=…&offset=… — least time to breach first. */
export interface QueueJson {
  readonly now: Iso;
  /** As in `summary`, 1,001 stands for more than a thousand. */
  readonly total: number;
  readonly cases: readonly CardJson[];
  readonly summary: {
    readonly open: number;
    readonly atRisk: number;
    readonly missed: number;
    readonly unassigned: number;
  };
}

export interface MessageJson {
  readonly id: string;
  readonly at: Iso;
  readonly direction: 'in' | 'out' | 'note';
  readonly channel: string;
  readonly author: {
    readonly kind: 'agent' | 'requester' | 'system';
    readonly name: string;
    readonly address?: string;
  };
  readonly automatic: boolean;
  readonly subject?: string;
  readonly text: string;
  /** Where the quoted history begins in `text`. */
  readonly quoteFrom?: number;
  /** A page of its own, sanitised. Its frame needs `sandbox="allow-popups allow-popups-to-escape-sandbox"`, or no link in it opens. */
  readonly htmlUrl?: string;
  /** The message as it was received (.eml), to be downloaded. */
  readonly rawUrl?: string;
  readonly attachments: readonly {
    readonly id: string;
    readonly name: string;
    readonly type: string;
    readonly size: number;
    readonly url: string;
    readonly inline: boolean;
  }[];
  readonly evidence: readonly string[];
  readonly delivery?: 'waiting' | 'delivered' | 'failed' | 'held-back';
  /** Why the desk did not send this automatic mail or, of what came in, a receipt for it: part of a sentence, in English. */
  readonly heldBack?: string;
  /** Where it stands on a case that was merged into this one. */
  readonly fromMerged?: true;
  /** It may be moved to a new case. */
  readonly movable?: true;
  readonly to: readonly string[];
}

export interface LedgerJson {
  readonly clock: string;
  readonly cycle: number;
  readonly anchor: Iso;
  readonly rule: string;
  readonly clause?: string;
  readonly dueAt?: Iso;
  readonly sentence: string;
  readonly rows: readonly {
    readonly from: Iso;
    readonly to: Iso;
    readonly kind: 'counted' | 'closed' | 'holiday' | 'paused' | 'solved';
    readonly name?: string;
    readonly time: string;
  }[];
}

/** One line of what happened, in words, for the case's history. */
export interface HappeningJson {
  readonly at: Iso;
  readonly kind: 'event' | 'effect';
  readonly type: string;
  readonly by?: string;
  readonly sentence: string;
  /** What `undo` takes back. */
  readonly undo?: string;
}

/** A page of the knowledge base. */
export interface ArticleJson {
  readonly id: string;
  readonly title: string;
  readonly url: string;
}

/** GET /api/cases/:number */
export interface CaseJson {
  readonly now: Iso;
  readonly card: CardJson;
  readonly tags: readonly string[];
  /** Pages of the knowledge base that help with it, and that may, the likeliest first. */
  readonly articles: { readonly linked: readonly ArticleJson[]; readonly suggested: readonly ArticleJson[] };
  /** Cases that have to do with it. */
  readonly links: readonly { readonly number: string; readonly subject: string; readonly state: string }[];
  /** In which order the requester is to be reached, and how far that was done. */
  readonly checklist: readonly {
    readonly way: 'phone' | 'email';
    readonly state: 'done' | 'next' | 'later' | 'not-needed';
    readonly clause?: string;
  }[];
  /** The disturbance that it belongs to. */
  readonly incident?: { readonly id: string; readonly title: string; readonly endedAt?: Iso };
  /** The number of the case that it was merged into. */
  readonly mergedInto?: string;
  readonly policy: {
    readonly id: string;
    readonly version: number;
    readonly title: string;
    readonly priorities: readonly { readonly name: string; readonly title: string }[];
    readonly tiers: readonly string[];
    readonly pauseReasons: readonly string[];
    readonly handover: Readonly<Record<string, readonly string[]>>;
  };
  readonly messages: readonly MessageJson[];
  readonly ledgers: readonly LedgerJson[];
  /** Effects still to come, should nothing happen: warnings, misses, steps of the ladder. */
  readonly upcoming: readonly { readonly at: Iso; readonly sentence: string; readonly kind: string }[];
  readonly history: readonly HappeningJson[];
  /** Open stretches of the calendar between the first anchor and the last deadline, for drawing. */
  readonly openHours: readonly { readonly from: Iso; readonly to: Iso }[];
}

/**
 * POST /api/cases/:number/:command with a JSON body (`key` is new for each message, the same for each try to send it); answers 200 CaseJson, 409/403/422 ProblemJson.
 * reply {text, resolve?, cause?, key} · note {text, key} · update {text, key} · acknowledge {} · claim {} · assign {to?, team?} · prioritise {priority, reason?} · pause {reason} · resume {}
 * escalate {to, reason, fields?} · no-reply-needed {reason} · resolve {text?, cause?, key} · reopen {} · close {} · take {step} · flag {flag}
 * merge {into} · unmerge {} · split {messages} · undo {event} · link {to} · tag {add?, remove?}
 * log-call {answered, summary, key} · estimate {fixBy, text?, key} · delay {reason, every} · reach {milestone} · defer {reason} · move-to-policy {policy}
 */
export interface ProblemJson {
  /** RFC 9457 problem details. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  /** With code `bad-input`: each fault with the field where it stands. */
  readonly faults?: readonly { readonly path: string; readonly message: string }[];
}

/** GET /api/events is a stream of server-sent events: `change` with a ChangeJson in data, and `ping`. The pages refetch on it. */
export interface ChangeJson {
  /** The number of the case that changed. */
  readonly case?: string;
}

/** GET /api/health-of-desk: what an agent should know of the desk itself. POST /api/outbox/:id/revive sends a dead letter again, POST /api/outbox/:id/skip gives up an entry of the customer records on which others wait; each answers the same. */
export interface DeskHealthJson {
  readonly deadLetters: readonly {
    readonly id: string;
    readonly destination: string;
    readonly case?: string;
    readonly error: string;
    readonly at: Iso;
  }[];
  /** Entries of the customer records that were tried in vain; what happened later with their customers waits behind them. */
  readonly waitingFeed: readonly {
    readonly id: string;
    readonly case?: string;
    readonly error: string;
    readonly tries: number;
    readonly at: Iso;
  }[];
  readonly mailboxes: readonly {
    readonly id: string;
    readonly address: string;
    readonly state: string;
    readonly detail?: string;
  }[];
  /** The chats that are set up, each with what does not work in it; empty when all is well. */
  readonly chats: readonly { readonly name: string; readonly troubles: readonly string[] }[];
}

/**
 * The mail catcher, which the mail app serves under the console's session: GET /mail/api/messages, GET /mail/api/messages/:id,
 * POST /mail/api/write, POST /mail/api/reply. Its errors are `{ error: { code, message } }`.
 */
export interface CaughtMailListJson {
  readonly deskAddress: string;
  /** The newest first. */
  readonly messages: readonly CaughtMailJson[];
}

export interface MailPartyJson {
  readonly address: string;
  readonly name?: string;
}

export interface CaughtMailJson {
  readonly id: string;
  readonly at: Iso;
  /** `out`: the desk sent it. `in`: written here as a customer. */
  readonly direction: 'out' | 'in';
  readonly from: MailPartyJson;
  readonly to: readonly MailPartyJson[];
  readonly subject: string;
  /** The first words. */
  readonly preview: string;
  /** What the desk sent it as. */
  readonly purpose?: 'receipt' | 'reply' | 'update' | 'resolution' | 'notice' | 'sign-in';
  readonly caseNumber?: string;
}

export interface CaughtMailDetailJson extends CaughtMailJson {
  readonly text: string;
  /** Where the quoted history begins in `text`. */
  readonly quoteFrom?: number;
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly size: number }[];
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

/** POST /mail/api/write */
export interface WriteMailJson {
  readonly from: string;
  readonly name?: string;
  readonly to?: string;
  readonly subject: string;
  readonly text: string;
}

/** POST /mail/api/reply: an answer in the thread of a caught mail, by the person who got it. */
export interface ReplyMailJson {
  readonly id: string;
  readonly text: string;
}
