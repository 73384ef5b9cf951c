import { randomUUID } from 'node:crypto';

import type { Desk } from '@sla/desk';
import type { Context, Hono } from 'hono';

import type { ApiVariables } from './api.ts';
import { cardJson } from './card-json.ts';
import { CasesQuery, listCases, listMessages, MessagesQuery } from './case-list.ts';
import { ExplainQuery, explainJson, replayJson, slaJson, WhatIf, whatIf } from './clock-reads.ts';
import { fitting, readBody, readJson, readQuery } from './input.ts';
import type { SaidJson } from './machine-contract.ts';
import type { OnceBook } from './once.ts';
import { onceRequest } from './once.ts';
import { type IntakeStore, incomingCase, incomingWords, OpenCase, openedJson, SayOnCase } from './open-case.ts';
import { problemOfRefusal, problemResponse } from './problem.ts';
import { caseFor } from './scope.ts';

type Env = { Variables: ApiVariables };

export interface MachineParts {
  readonly desk: Desk;
  readonly store: IntakeStore;
  readonly onceBook: OnceBook;
  /** Where people reach the console. */
  readonly url: string;
}

/** What programs do that have no page of their own: cases page by page, and what requesters say through them. */
export function machineRoutes(api: Hono<Env>, parts: MachineParts): void {
  const { desk, store } = parts;
  api.get('/cases', async (c) => {
    const query = readQuery(c.req.raw, CasesQuery, languageOf(c));
    const answer = await listCases(desk, store, query, c.get('caller'), c.get('reading'));
    if (answer.next !== undefined) c.header('link', nextLink(c.req.url, answer.next));
    return c.json(answer);
  });
  api.post('/cases', (c) => openCase(c, parts));
  api.post('/cases/:number/messages', (c) => sayOnCase(c, parts));
}

/** The clocks of a case, and the words on it, to be read apart from the rest. */
export function clockRoutes(api: Hono<Env>, desk: Desk): void {
  const view = (c: Context<Env>) => caseFor(c.get('caller'), desk, c.req.param('number') ?? '');
  api.get('/cases/:number/messages', async (c) => {
    const query = readQuery(c.req.raw, MessagesQuery, languageOf(c));
    return c.json(listMessages(await view(c), query, c.get('caller'), c.get('reading')));
  });
  api.get('/cases/:number/sla', async (c) => c.json(slaJson(await view(c), c.get('reading'))));
  api.get('/cases/:number/explain', async (c) => {
    const query = readQuery(c.req.raw, ExplainQuery, languageOf(c));
    return c.json(explainJson(await view(c), query));
  });
  api.get('/cases/:number/replay', async (c) => c.json(replayJson(await view(c), c.get('reading'))));
  api.post('/cases/:number/what-if', async (c) => {
    const asked = await readBody(c.req.raw, WhatIf, languageOf(c));
    return c.json(whatIf(await view(c), asked, desk, c.get('reading')));
  });
}

async function openCase(c: Context<Env>, { desk, store, onceBook, url }: MachineParts): Promise<Response> {
  const given = await readJson(c.req.raw);
  const caller = c.get('caller');
  const reading = c.get('reading');
  const once = onceRequest(c.req.raw, caller, JSON.stringify(given));
  const known = once && (await onceBook.known(once));
  if (known) return c.json(openedJson(await caseFor(caller, desk, known.case), false, reading, url));
  const now = await desk.read.now();
  const body = fitting(OpenCase, given, languageOf(c));
  const incoming = await incomingCase(body, { caller, once, now, fallback: randomUUID() }, desk, store);
  const outcome = await desk.receive(incoming);
  if (!outcome.ok) return problemResponse(problemOfRefusal(outcome.refusal, languageOf(c)));
  if (once) await onceBook.remember(once, { case: outcome.case.id }, now);
  const answer = openedJson(await caseFor(caller, desk, outcome.case.id), true, reading, url);
  return c.json(answer, 201, { location: `/api/cases/${answer.number}` });
}

async function sayOnCase(c: Context<Env>, { desk, store, onceBook }: MachineParts): Promise<Response> {
  const given = await readJson(c.req.raw);
  const caller = c.get('caller');
  const view = await caseFor(caller, desk, c.req.param('number') ?? '');
  const once = onceRequest(c.req.raw, caller, JSON.stringify(given));
  const known = once && (await onceBook.known(once));
  if (known?.message !== undefined) return c.json(await saidJson(c, desk, known.case, known.message, false));
  const now = await desk.read.now();
  const body = fitting(SayOnCase, given, languageOf(c));
  const incoming = await incomingWords(body, { caller, once, now, fallback: randomUUID() }, view, store);
  const outcome = await desk.receive(incoming);
  if (!outcome.ok) return problemResponse(problemOfRefusal(outcome.refusal, languageOf(c)));
  const { case: record, message, opened } = outcome;
  if (once) await onceBook.remember(once, { case: record.id, message: message.id }, now);
  return c.json(await saidJson(c, desk, record.id, message.id, opened), 201);
}

async function saidJson(c: Context<Env>, desk: Desk, ref: string, message: string, opened: boolean): Promise<SaidJson> {
  const { number, state, promises } = cardJson((await caseFor(c.get('caller'), desk, ref)).card, c.get('reading'));
  return { number, opened, state, message, promises };
}

function nextLink(address: string, cursor: string): string {
  const next = new URL(address);
  next.searchParams.set('cursor', cursor);
  return `<${next.pathname}${next.search}>; rel="next"`;
}

function languageOf(c: Context<Env>): string {
  return c.get('reading').reader.language;
}

/** What these addresses take: the API's description is made of it. */
export const MACHINE_BODIES = { open: OpenCase, say: SayOnCase, whatIf: WhatIf } as const;
export const MACHINE_QUERIES = { cases: CasesQuery, messages: MessagesQuery, explain: ExplainQuery } as const;
