import type { AuditEntry, CaseRef, Message, OutboxItem } from '@sla/case-store';
import type { Person, Temporal } from '@sla/core';

import type { IncidentEnd, IncidentNews, IncidentOutcome, OpeningIncident } from '../commands/incident.ts';
import type { TakenCall } from '../commands/take-call.ts';
import type { Outcome } from '../desk.ts';
import type { Refusal } from '../refusal.ts';
import type { AnnouncementOutcome, Announcing } from './announcements.ts';
import type { Article } from './articles.ts';
import type { DeskReport, Satisfaction, Uptime } from './desk-report.ts';
import type { HandoverPage } from './handover-page.ts';
import type { StoredHistory } from './histories.ts';
import type { Incident } from './incidents.ts';
import type { OnCall } from './on-call.ts';
import type { PrivacyOutcome, Subject, SubjectFile } from './privacy.ts';
import type { Score } from './surveys.ts';

type Instant = Temporal.Instant;

/** What may be done around cases. */
export interface PracticeCommands {
  /** Somebody phones: a case with what they said, answered by the call itself. */
  takeCall(by: Person, call: TakenCall): Promise<Outcome<{ readonly message: Message }>>;
  openIncident(by: Person, command: OpeningIncident): Promise<IncidentOutcome>;
  joinIncident(
    by: Person,
    command: { readonly incident: string; readonly cases: readonly CaseRef[] },
  ): Promise<IncidentOutcome>;
  leaveIncident(by: Person, command: { readonly incident: string; readonly case: CaseRef }): Promise<IncidentOutcome>;
  /** The same words to everybody whose case is joined; where asked also on the status page. */
  informIncident(by: Person, news: IncidentNews): Promise<IncidentOutcome>;
  /** The same, and their cases are resolved by it. */
  endIncident(by: Person, end: IncidentEnd): Promise<IncidentOutcome>;
  /** Mails customers something beside any case, once to each organisation; or says what would be sent. */
  announce(by: Person, command: Announcing): Promise<AnnouncementOutcome>;
  /** Gives up an entry of the customer records on which others wait; leads may. */
  skipDelivery(
    by: Person,
    deliveryId: string,
  ): Promise<{ readonly ok: true } | { readonly ok: false; readonly refusal: Refusal }>;
  exportSubject(by: Person, subject: Subject): Promise<PrivacyOutcome<{ readonly file: SubjectFile }>>;
  eraseSubject(
    by: Person,
    subject: Subject,
  ): Promise<PrivacyOutcome<{ readonly cases: number; readonly waiting: readonly string[] }>>;
  /** Keeps what a requester clicked; false where the address is not one of ours. */
  answerSurvey(token: string, score: Score): Promise<boolean>;
  /** One pass over what is due beside the clocks; says how many tasks were done. */
  runTasks(limit: number): Promise<number>;
}

/** What may be seen around cases. */
export interface PracticeReads {
  /** Who answers now by each rota, and who is next. */
  onCall(): Promise<readonly OnCall[]>;
  /** Who changed which setting, the newest first. */
  audit(limit: number): Promise<readonly AuditEntry[]>;
  incidents(): Promise<readonly Incident[]>;
  /** The knowledge base, as the settings name it. */
  articles(): readonly Article[];
  /** Entries of the customer records that were tried in vain, each with others waiting behind it. */
  waitingFeed(): Promise<readonly OutboxItem[]>;
  /** One page for the tier that gets the case; undefined when there is no such case. */
  handover(ref: CaseRef, to?: string): Promise<HandoverPage | undefined>;
  report(period: { readonly from: Instant; readonly to: Instant }): Promise<DeskReport>;
  /** How requesters said it was. */
  satisfaction(period: { readonly from: Instant; readonly to: Instant }): Promise<Satisfaction>;
  /** What each promise of uptime came to, in the window that the instant falls into. */
  uptime(at: Instant): Promise<readonly Uptime[]>;
  /** Every case with its events, one after the other. */
  histories(): AsyncIterable<StoredHistory>;
}
