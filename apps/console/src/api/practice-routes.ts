import { type Person, Temporal } from '@sla/core';
import { type Desk, type HandoverPage, type Incident, isWidespread } from '@sla/desk';
import type { Context, Hono } from 'hono';
import { z } from 'zod';

import type { ConsoleOptions } from '../console-options.ts';
import type { ApiVariables } from './api.ts';
import { promiseJson } from './card-json.ts';
import { articleJson, caseJson } from './case-json.ts';
import type { CaseNumbers } from './case-numbers.ts';
import { plainText, readBody, readQuery } from './input.ts';
import type { ReportJson } from './machine-contract.ts';
import type {
  AnnouncementJson,
  ArticlesJson,
  AuditJson,
  HandoverJson,
  IncidentJson,
  IncidentsJson,
  OnCallJson,
} from './practice-contract.ts';
import { present } from './present.ts';
import { ProblemError, problemOfRefusal, problemResponse } from './problem.ts';
import { iso } from './reading.ts';
import { reportJson } from './report.ts';
import { caseFor } from './scope.ts';

type Env = { Variables: ApiVariables };

interface Parts {
  readonly desk: Desk;
  readonly numberOf: CaseNumbers;
  readonly options: Pick<ConsoleOptions, 'identity'>;
}

/** What may be asked and done around cases: calls, incidents, hand-overs, who is on call, reports, privacy. */
export function practiceRoutes(api: Hono<Env>, parts: Parts): void {
  const { desk } = parts;
  api.get('/on-call', async (c) => c.json(await onCall(desk)));
  api.get('/audit', async (c) => c.json(await audit(desk, c)));
  api.get('/cases/:number/handover', async (c) => c.json(await handover(desk, c)));
  api.get('/report', async (c) => c.json(await report(parts, c)));
  api.get('/articles', (c) => c.json({ articles: desk.read.articles().map(articleJson) } satisfies ArticlesJson));
  api.post('/calls', (c) => takeCall(desk, c));
  api.post('/announcements', (c) => announce(desk, c));
  api.post('/privacy/export', (c) => exportSubject(desk, c));
  api.post('/privacy/erase', (c) => eraseSubject(desk, c));
  incidentRoutes(api, parts);
}

const text = plainText(100_000);
const name = plainText(200).min(1);
const names = z.array(name).min(1).max(500);
const flag = z.boolean().exactOptional();
const email = plainText(320).min(3);

async function onCall(desk: Desk): Promise<OnCallJson> {
  const shift = ({
    member,
    name,
    from,
    to,
  }: NonNullable<Awaited<ReturnType<Desk['read']['onCall']>>[number]['now']>) => ({
    member,
    name,
    from: iso(from),
    to: iso(to),
  });
  const [now, rotas] = await Promise.all([desk.read.now(), desk.read.onCall()]);
  return {
    now: iso(now),
    rotas: rotas.map(({ policy, rota, ...shifts }) =>
      present({
        policy,
        rota,
        now: shifts.now && shift(shifts.now),
        next: shifts.next && shift(shifts.next),
      }),
    ),
  };
}

async function audit(desk: Desk, c: Context<Env>): Promise<AuditJson> {
  if (c.get('caller').agent.role === 'agent') throw new ProblemError('leads-only');
  const entries = await desk.read.audit(200);
  return { entries: entries.map(({ at, by, what }) => ({ at: iso(at), by, what })) };
}

async function handover(desk: Desk, c: Context<Env>): Promise<HandoverJson> {
  const { to } = readQuery(c.req.raw, z.strictObject({ to: name.exactOptional() }), languageOf(c));
  const ref = c.req.param('number') ?? '';
  const page = await desk.read.handover((await caseFor(c.get('caller'), desk, ref)).record.id, to);
  if (!page) throw new ProblemError('no-such-case', { case: ref });
  return handoverJson(page, c);
}

function handoverJson(page: HandoverPage, c: Context<Env>): HandoverJson {
  const { openedAt, promises, handedOver, fields, words, ...rest } = page;
  return {
    ...rest,
    openedAt: iso(openedAt),
    promises: promises.map((promise) => promiseJson(promise, c.get('reading'))),
    ...(handedOver && { handedOver: { ...handedOver, at: iso(handedOver.at) } }),
    fields: fields.map(({ field, given, proposed }) => present({ field, given, proposed: proposed?.text })),
    words: words.map(({ at, text: said }) => ({ at: iso(at), text: said })),
  };
}

async function report({ desk, options }: Parts, c: Context<Env>): Promise<ReportJson> {
  const day = z.iso.date();
  const query = readQuery(c.req.raw, z.strictObject({ from: day, to: day }), languageOf(c));
  const { timeZone } = c.get('reading').reader;
  const begin = (date: string) => Temporal.PlainDate.from(date).toZonedDateTime(timeZone).toInstant();
  const to = begin(Temporal.PlainDate.from(query.to).add({ days: 1 }).toString());
  const from = begin(query.from);
  if (Temporal.Instant.compare(from, to) >= 0) {
    throw new ProblemError('bad-input', {}, [{ path: 'to', message: 'expected a day that is not before `from`' }]);
  }
  return reportJson(desk, { from, to }, options.identity.timeZone, c.get('reading'));
}

const Call = z.strictObject({
  from: z.strictObject({ address: email, name: name.exactOptional() }),
  subject: name,
  summary: text,
  priority: name.exactOptional(),
  key: name,
});

async function takeCall(desk: Desk, c: Context<Env>): Promise<Response> {
  const outcome = await desk.takeCall(by(c), await readBody(c.req.raw, Call, languageOf(c)));
  if (!outcome.ok) return problemResponse(problemOfRefusal(outcome.refusal, languageOf(c)));
  const view = await desk.read.case(outcome.case.id);
  if (!view) throw new ProblemError('no-such-case', { case: outcome.case.number });
  return c.json(caseJson(view, c.get('reading')));
}

const Announcement = z.strictObject({ subject: name, text, organisations: names.exactOptional(), preview: flag });

async function announce(desk: Desk, c: Context<Env>): Promise<Response> {
  const outcome = await desk.announce(by(c), await readBody(c.req.raw, Announcement, languageOf(c)));
  if (!outcome.ok) return problemResponse(problemOfRefusal(outcome.refusal, languageOf(c)));
  const { sent, mails } = outcome;
  return c.json({ sent, mails } satisfies AnnouncementJson);
}

const Subject = z.strictObject({ email });

async function exportSubject(desk: Desk, c: Context<Env>): Promise<Response> {
  const outcome = await desk.exportSubject(by(c), await readBody(c.req.raw, Subject, languageOf(c)));
  if (!outcome.ok) return problemResponse(problemOfRefusal(outcome.refusal, languageOf(c)));
  return c.json(outcome.file, 200, { 'content-disposition': 'attachment; filename="person.json"' });
}

async function eraseSubject(desk: Desk, c: Context<Env>): Promise<Response> {
  const outcome = await desk.eraseSubject(by(c), await readBody(c.req.raw, Subject, languageOf(c)));
  if (!outcome.ok) return problemResponse(problemOfRefusal(outcome.refusal, languageOf(c)));
  return c.json({ cases: outcome.cases, waiting: outcome.waiting });
}

const Opening = z.strictObject({ title: name, cases: names, outage: flag });
const Joining = z.strictObject({ cases: names });
const Leaving = z.strictObject({ case: name });
const News = z.strictObject({ text, publish: flag, workaround: flag, key: name });
const End = z.strictObject({ text, publish: flag, cause: plainText(2_000).exactOptional(), key: name });

/** What each of these addresses takes: the API's description is made of it. */
export const PRACTICE_BODIES = {
  calls: Call,
  announcement: Announcement,
  subject: Subject,
  opening: Opening,
  joining: Joining,
  leaving: Leaving,
  news: News,
  end: End,
} as const satisfies Readonly<Record<string, z.ZodType>>;

function incidentRoutes(api: Hono<Env>, parts: Parts): void {
  const { desk } = parts;
  const answer = (c: Context<Env>, outcome: Awaited<ReturnType<Desk['openIncident']>>) =>
    incidentAnswer(c, parts, outcome);
  api.get('/incidents', async (c) => c.json(await incidentsJson(parts)));
  api.post('/incidents', async (c) => {
    const body = await readBody(c.req.raw, Opening, languageOf(c));
    return answer(c, await desk.openIncident(by(c), body));
  });
  api.post('/incidents/:id/join', async (c) => {
    const body = await readBody(c.req.raw, Joining, languageOf(c));
    return answer(c, await desk.joinIncident(by(c), { ...body, incident: c.req.param('id') }));
  });
  api.post('/incidents/:id/leave', async (c) => {
    const body = await readBody(c.req.raw, Leaving, languageOf(c));
    return answer(c, await desk.leaveIncident(by(c), { ...body, incident: c.req.param('id') }));
  });
  api.post('/incidents/:id/inform', async (c) => {
    const body = await readBody(c.req.raw, News, languageOf(c));
    return answer(c, await desk.informIncident(by(c), { ...body, incident: c.req.param('id') }));
  });
  api.post('/incidents/:id/end', async (c) => {
    const body = await readBody(c.req.raw, End, languageOf(c));
    return answer(c, await desk.endIncident(by(c), { ...body, incident: c.req.param('id') }));
  });
}

async function incidentAnswer(
  c: Context<Env>,
  parts: Parts,
  outcome: Awaited<ReturnType<Desk['openIncident']>>,
): Promise<Response> {
  if (!outcome.ok) return problemResponse(problemOfRefusal(outcome.refusal, languageOf(c)));
  const { incident, told } = outcome;
  return c.json({ ...(await incidentsJson(parts)), incident: incident.id, told });
}

/** The newest first. */
async function incidentsJson({ desk, numberOf }: Parts): Promise<IncidentsJson> {
  const all = await desk.read.incidents();
  const incidents = await Promise.all(all.map((incident) => incidentJson(incident, numberOf)));
  return { incidents: incidents.toReversed() };
}

export async function incidentJson(incident: Incident, numberOf: CaseNumbers): Promise<IncidentJson> {
  const { id, title, openedAt, endedAt, outage, organisations, publications, cases } = incident;
  const numbers = await Promise.all(cases.map((each) => numberOf(each)));
  return present({
    id,
    title,
    openedAt,
    endedAt,
    outage,
    organisations,
    cases: numbers.filter((number) => number !== undefined),
    owesPublication: endedAt === undefined && isWidespread(incident) && publications.length === 0,
    publications: publications.map(({ at, text: said }) => ({ at, text: said })),
  });
}

function by(c: Context<Env>): Person {
  return `agent:${c.get('caller').agent.id}`;
}

function languageOf(c: Context<Env>): string {
  return c.get('reading').reader.language;
}
