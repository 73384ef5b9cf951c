import type { Agent, NewOutboxItem } from '@sla/case-store';
import { type AttainmentCounts, type AttainmentRow, Temporal } from '@sla/core';

import { formatSpan } from '../catalogue/format-time.ts';
import type { MailPayload } from '../delivery.ts';
import type { DeskParts } from '../parts.ts';
import { loadPeople } from '../people.ts';
import { type DeskReport, deskReport } from './desk-report.ts';
import { type PracticeWords, practiceWordsFor } from './words.ts';

type Instant = Temporal.Instant;

const namespace = 'desk/reports';

/** Mails the leads what was kept in the week or month that has ended, once, also after a while away. */
export async function reportToLeads(parts: DeskParts): Promise<void> {
  const { report } = parts.practice;
  if (!report) return;
  const { store, identity } = parts;
  const now = await store.now();
  const kept = (await store.channelState(namespace).get('next')) as string | undefined;
  if (kept === undefined) {
    const next = nextAfter(now, report, identity.timeZone).toString();
    return store.transaction((unit) => unit.channelState(namespace).put('next', next));
  }
  const due = Temporal.Instant.from(kept);
  if (Temporal.Instant.compare(due, now) > 0) return;
  const period = periodBefore(due, report, identity.timeZone);
  const written = await deskReport(parts, period);
  const mails = mailsOf(written, await leads(parts), identity);
  await store.transaction(async (unit) => {
    const state = unit.channelState(namespace);
    if ((await state.get('next')) !== kept) return;
    await state.put('next', nextAfter(now, report, identity.timeZone).toString());
    await unit.enqueue(mails);
  });
}

type Rhythm = { readonly every: 'week' | 'month'; readonly hour: number };

/** Monday, or the first of the month, at that hour of the desk's zone. */
function nextAfter(now: Instant, rhythm: Rhythm, timeZone: string): Instant {
  const local = now.toZonedDateTimeISO(timeZone);
  const first = beginOf(local.toPlainDate(), rhythm.every);
  const at = (date: Temporal.PlainDate) =>
    date.toZonedDateTime({ timeZone, plainTime: { hour: rhythm.hour } }).toInstant();
  return Temporal.Instant.compare(at(first), now) > 0 ? at(first) : at(first.add(stepOf(rhythm.every)));
}

function periodBefore(due: Instant, { every }: Rhythm, timeZone: string) {
  const end = beginOf(due.toZonedDateTimeISO(timeZone).toPlainDate(), every);
  const start = end.subtract(stepOf(every));
  return { from: start.toZonedDateTime(timeZone).toInstant(), to: end.toZonedDateTime(timeZone).toInstant() };
}

function beginOf(date: Temporal.PlainDate, every: Rhythm['every']): Temporal.PlainDate {
  return every === 'month' ? date.with({ day: 1 }) : date.subtract({ days: date.dayOfWeek - 1 });
}

function stepOf(every: Rhythm['every']): Temporal.DurationLike {
  return every === 'month' ? { months: 1 } : { days: 7 };
}

async function leads({ store }: DeskParts): Promise<readonly Agent[]> {
  return [...(await loadPeople(store)).agents.values()].filter(({ role }) => role !== 'agent');
}

function mailsOf(report: DeskReport, readers: readonly Agent[], desk: DeskParts['identity']): readonly NewOutboxItem[] {
  return readers.map((agent) => {
    const words = practiceWordsFor(agent.language ?? desk.language);
    const zone = agent.timeZone ?? desk.timeZone;
    const day = (at: Instant) => at.toZonedDateTimeISO(zone).toPlainDate().toString();
    const last = report.to.subtract({ milliseconds: 1 });
    const subject = words.report({ desk: desk.name, from: day(report.from), to: day(last) });
    const key = `report/${report.to}/${agent.id}`;
    const payload: MailPayload = {
      kind: 'notice',
      to: [agent.email],
      subject,
      text: [subject, '', ...reportLines(report, agent.language ?? desk.language)].join('\n'),
      case: '',
      notice: { effect: 'task', effectId: key },
    };
    return { key, destination: 'email', payload };
  });
}

/** The report in a few lines of text. */
export function reportLines(report: DeskReport, language: string): readonly string[] {
  const { reportLines: labels } = practiceWordsFor(language);
  const { attainment, trends, satisfaction, availability } = report;
  const rows = attainment.rows.map(
    (row) =>
      `  ${[row.priority, row.clock].filter(Boolean).join(' · ')}: ${share(row, labels)}${tookWords(row, report, language)}`,
  );
  const clauses = report.byClause.rows
    .filter(({ clause }) => clause !== undefined)
    .map((row) => `  ${row.clause}: ${share(row, labels)}`);
  const causes = trends.rows.slice(0, 10).map(({ cause, total }) => `  ${cause ?? '–'}: ${total}`);
  return [
    `${labels.commitments}: ${share(attainment.commitments, labels)}`,
    `${labels.objectives}: ${share(attainment.objectives, labels)}`,
    ...rows,
    ...(clauses.length > 0 ? ['', labels.clauses, ...clauses] : []),
    ...(causes.length > 0 ? ['', labels.causes, ...causes] : []),
    ...(satisfaction.average === undefined
      ? []
      : [
          '',
          `${labels.satisfaction}: ${satisfaction.average.toFixed(1)} / 5 (${satisfaction.answers} ${labels.answers})`,
        ]),
    ...availability.map(({ clause, percent, policy }) => `${policy}${clause ? ` [${clause}]` : ''}: ${percent} %`),
  ];
}

/** Half of them took no longer than the first, nine in ten no longer than the second. */
function tookWords({ clock, priority }: AttainmentRow, { percentiles }: DeskReport, language: string): string {
  const row = percentiles.find((each) => each.clock === clock && each.priority === priority);
  if (!row) return '';
  const [half, most] = [row.p50, row.p90].map((time) => formatSpan(time.total('milliseconds'), { language }));
  return ` · p50 ${half}, p90 ${most}`;
}

function share(counts: AttainmentCounts, labels: PracticeWords['reportLines']): string {
  const late = counts.overdue > 0 ? `, ${counts.overdue} ${labels.overdue}` : '';
  if (counts.attainment === undefined) return `${labels.nothing}${late}`;
  const percent = Math.round(counts.attainment * 1_000) / 10;
  return `${percent} % ${labels.met} (${counts.met}/${counts.finished})${late}`;
}
