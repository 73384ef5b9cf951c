import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

import type { CaseStore, StoreUnit } from '@sla/case-store';

import { historyOf, resolvedAt } from '../case-history.ts';
import { customersReach } from '../customer-links.ts';
import { letterFacts } from '../letter-facts.ts';
import { toSend } from '../outgoing.ts';
import type { DeskParts, Session } from '../parts.ts';
import { policyOf } from '../save-change.ts';
import { stableId } from '../stable-id.ts';
import { deskLetter, wordsFor } from './letters.ts';
import type { Task } from './tasks.ts';

/** From 1, badly, to 5, very well. */
export type Score = 1 | 2 | 3 | 4 | 5;

/** How a requester says it was; the last answer counts. */
export interface SurveyAnswer {
  readonly case: string;
  readonly score: Score;
  readonly at: string;
}

const namespace = 'desk/surveys';

/** Asks how it was, unless the case was taken up again meanwhile (S3-21). */
export async function sendSurvey(session: Session, task: Extract<Task, { kind: 'survey' }>): Promise<void> {
  const { unit, parts } = session;
  const found = await unit.lockCase(task.case);
  const { survey } = parts.practice;
  const url = customersReach(parts.identity);
  if (!found || !survey || url === undefined) return;
  const { record, events } = found;
  const history = historyOf(events);
  const isStill = ['resolved', 'closed'].includes(record.state) && resolvedAt(history)?.toString() === task.resolvedAt;
  const id = stableId(record.id, 'survey', task.resolvedAt);
  if (!isStill || (await unit.findMessage(id))) return;
  const policy = policyOf(await parts.shelf.forEvents(events, unit), record, history);
  const about = { ...session, record, policy };
  const address = `${url}/survey/${surveyToken(record.id, await surveySecret(unit))}`;
  const addresses = [1, 2, 3, 4, 5].map((score) => `${address}/${score}`);
  const text = (await wordsFor(about)).surveyLetter({ ...(await letterFacts(about)), addresses });
  const letter = await deskLetter(about, id, text);
  await unit.addMessage(letter.message);
  await unit.enqueue(toSend(letter));
}

/** The case in an address that nobody can make up. */
function surveyToken(caseId: string, secret: string): string {
  return `${Buffer.from(caseId).toString('base64url')}.${seal(caseId, secret)}`;
}

/** Keeps an answer; false where the address is not one of ours. */
export async function answerSurvey(parts: DeskParts, token: string, score: Score): Promise<boolean> {
  return parts.store.transaction(async (unit) => {
    const caseId = caseOf(token, await surveySecret(unit));
    const found = caseId === undefined ? undefined : await unit.findCase(caseId);
    if (caseId === undefined || !found) return false;
    const answer: SurveyAnswer = { case: found.record.number, score, at: unit.now.toString() };
    await unit.channelState(namespace).put(caseId, answer);
    return true;
  });
}

export async function surveyAnswers(store: CaseStore): Promise<readonly SurveyAnswer[]> {
  const kept = await store.channelState(namespace).list('');
  return kept.map(({ value }) => value as SurveyAnswer);
}

/** Made once and kept with the answers; whoever has it can answer, nothing more. */
async function surveySecret(unit: StoreUnit): Promise<string> {
  const keys = unit.channelState('desk/survey-key');
  const kept = (await keys.get('key')) as string | undefined;
  const key = kept ?? randomBytes(32).toString('base64url');
  if (kept === undefined) await keys.put('key', key);
  return key;
}

function caseOf(token: string, secret: string): string | undefined {
  const [encoded = '', given = ''] = token.split('.', 2);
  const caseId = Buffer.from(encoded, 'base64url').toString('utf8');
  const [a, b] = [Buffer.from(seal(caseId, secret)), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b) ? caseId : undefined;
}

function seal(caseId: string, secret: string): string {
  return createHmac('sha256', secret).update(`survey/${caseId}`).digest('base64url');
}
