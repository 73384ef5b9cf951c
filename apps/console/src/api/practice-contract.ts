import type { ArticleJson, Iso, PromiseJson } from './contract.ts';

/** GET /api/on-call */
export interface OnCallJson {
  readonly now: Iso;
  readonly rotas: readonly {
    readonly policy: string;
    readonly rota: string;
    /** Absent where nobody is on call now. */
    readonly now?: ShiftJson;
    readonly next?: ShiftJson;
  }[];
}

export interface ShiftJson {
  readonly member: string;
  readonly name: string;
  readonly from: Iso;
  readonly to: Iso;
}

/** GET /api/articles: the knowledge base, as the settings name it. */
export interface ArticlesJson {
  readonly articles: readonly ArticleJson[];
}

/**
 * POST /api/announcements {subject, text, organisations?, preview?}, for leads: what each organisation gets of it, once; nothing is
 * sent with `preview`.
 */
export interface AnnouncementJson {
  readonly sent: boolean;
  readonly mails: readonly {
    readonly organisation: string;
    readonly name: string;
    /** Empty where nobody of it is known. */
    readonly to: readonly string[];
    /** When it had this very announcement already: it gets none again. */
    readonly sentAt?: Iso;
  }[];
}

/** GET /api/audit, for leads: who changed which setting, the newest first. */
export interface AuditJson {
  readonly entries: readonly { readonly at: Iso; readonly by: string; readonly what: string }[];
}

/**
 * GET /api/incidents · POST /api/incidents {title, cases, outage?} · POST /api/incidents/:id/join {cases} · leave {case} ·
 * inform {text, publish?, workaround?, key} · end {text, publish?, cause?, key}; each answers IncidentsJson.
 */
export interface IncidentsJson {
  readonly incidents: readonly IncidentJson[];
  /** The one that the command was for. */
  readonly incident?: string;
  /** The numbers of the cases whose requesters were told by this command. */
  readonly told?: readonly string[];
}

export interface IncidentJson {
  readonly id: string;
  readonly title: string;
  readonly openedAt: Iso;
  readonly endedAt?: Iso;
  readonly outage: boolean;
  readonly cases: readonly string[];
  readonly organisations: readonly string[];
  /** Several organisations are hit and nothing was published yet. */
  readonly owesPublication: boolean;
  readonly publications: readonly { readonly at: Iso; readonly text: string }[];
}

/** GET /api/cases/:number/handover?to=TIER: one page for the receiving tier. */
export interface HandoverJson {
  readonly number: string;
  readonly subject: string;
  readonly requester: string;
  readonly organisation?: string;
  readonly priority: string;
  readonly tier: string;
  readonly openedAt: Iso;
  readonly promises: readonly PromiseJson[];
  readonly handedOver?: { readonly at: Iso; readonly by?: string; readonly reason?: string };
  readonly fields: readonly {
    readonly field: string;
    readonly given?: string;
    /** Found in the conversation, to be looked over. */
    readonly proposed?: string;
  }[];
  readonly openAlerts: number;
  readonly words: readonly { readonly at: Iso; readonly text: string }[];
}
