import type { Article } from './articles.ts';
import type { ContactChecklists } from './contact-checklist.ts';

/** What a desk does around its cases; each part is off unless it is set. */
export interface PracticeOptions {
  /** In which order requesters are reached, by policy and priority; beside what the published agreements say. */
  readonly checklists?: ContactChecklists;
  /** A task for whoever resolved a case, so many days later (S0-14). */
  readonly followUpDays?: number;
  /** A question to the requester, so many hours after a case was resolved (S3-21). */
  readonly survey?: { readonly afterHours: number };
  /** By tag: what helps with what keeps coming back (S0-15). */
  readonly guidance?: Readonly<Record<string, Guidance>>;
  /** The pages of the knowledge base that cases are helped by (S2-4, S2-5). */
  readonly articles?: readonly Article[];
  /** By an organisation's id: to whom announcements go; whoever of it wrote last, where it is not named (S2-7). */
  readonly announcements?: Readonly<Record<string, readonly string[]>>;
  /** Every interaction goes to the customer records (S1-8). */
  readonly feed?: boolean;
  /** What was kept, as mail to the leads (S3-21, S2-6). */
  readonly report?: { readonly every: 'week' | 'month'; readonly hour: number };
  /** Words of cases that were closed longer ago than this are erased; their clocks stay. */
  readonly retentionDays?: number;
}

export interface Guidance {
  /** From how many cases of one customer on. */
  readonly threshold: number;
  readonly withinDays: number;
  readonly text: string;
  /** The id of an article that goes with it. */
  readonly article?: string;
}
