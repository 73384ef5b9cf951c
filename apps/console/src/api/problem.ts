import type { Refusal } from '@sla/desk';
import { sentenceOf } from '@sla/desk';

import { wordsFor } from '../words/words-for.ts';
import type { ProblemJson } from './contract.ts';

/** What the console itself refuses, and the HTTP status that says so. The desk's own refusals are `Refusal`s. */
export const PROBLEMS = {
  'sign-in-needed': 401,
  'unknown-key': 401,
  'ended-key': 401,
  'key-without-agent': 403,
  'key-role-too-low': 403,
  'outside-scope': 403,
  'not-for-keys': 403,
  'too-many-requests': 429,
  'key-used-otherwise': 422,
  'no-such-clock': 404,
  'no-such-key': 404,
  'admins-only': 403,
  'unknown-host': 421,
  'foreign-page': 403,
  'stale-page': 403,
  'no-such-page': 404,
  'no-such-case': 404,
  'no-such-command': 404,
  'no-such-message': 404,
  'no-such-attachment': 404,
  'content-erased': 410,
  'not-json': 415,
  'broken-json': 400,
  'body-too-large': 413,
  'leads-only': 403,
  'bad-input': 422,
  'our-fault': 500,
} as const satisfies Record<string, number>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface Fault {
  /** Dotted; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

/** A request that cannot be answered as asked; the server turns it into problem details in the reader's language. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly facts: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];

  constructor(
    code: ProblemCode,
    facts: Readonly<Record<string, string>> = {},
    faults: readonly Fault[] = [],
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = 'ProblemError';
    this.code = code;
    this.facts = facts;
    this.faults = faults;
  }
}

/** Problem details (RFC 9457) of what the console refuses. */
export function problemOf({ code, facts, faults }: ProblemError, language: string): ProblemJson {
  const { title, detail } = wordsFor(language).problems[code];
  const sentence = [detail(facts), ...faults.map(({ path, message }) => `${path && `${path}: `}${message}.`)];
  return {
    type: typeOf(code),
    title,
    status: PROBLEMS[code],
    detail: sentence.join(' '),
    code,
    ...(faults.length > 0 && { faults }),
  };
}

/** Problem details of what the desk refuses, in the desk's own sentence. */
export function problemOfRefusal(refusal: Refusal, language: string): ProblemJson {
  return {
    type: typeOf(refusal.code),
    title: wordsFor(language).refused,
    status: REFUSED_AS[refusal.code] ?? 422,
    detail: sentenceOf(refusal, language),
    code: refusal.code,
  };
}

/** What a client may act upon without reading the answer: when to come again (RFC 9110, 10.2.3), how to sign in (RFC 6750, 3). */
export function headersOf({ code, facts }: ProblemError): Readonly<Record<string, string>> {
  if (code === 'too-many-requests') return { 'retry-after': facts.seconds ?? '1' };
  return code === 'unknown-key' || code === 'ended-key' ? { 'www-authenticate': 'Bearer error="invalid_token"' } : {};
}

export function problemResponse(problem: ProblemJson, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}

/** 409: right in itself, but not as the case now stands. What stands nowhere here is 422: the request names something unknown. */
const REFUSED_AS: Readonly<Partial<Record<Refusal['code'], number>>> = {
  'no-such-case': 404,
  'unknown-delivery': 404,
  'unknown-incident': 404,
  'unknown-article': 422,
  'unknown-organisation': 422,
  'unknown-person': 404,
  'not-an-agent': 403,
  'not-allowed': 403,
  'case-is-closed': 409,
  'case-is-merged': 409,
  'nothing-to-do': 409,
  'not-paused': 409,
  'already-resolved': 409,
  'not-resolved': 409,
  'unknown-alert': 409,
  'changed-meanwhile': 409,
  'same-case': 409,
  'other-organisation': 409,
  'not-merged': 409,
  'cannot-split': 409,
  'cannot-undo': 409,
};

function typeOf(code: string): string {
  return `urn:sla-desk:problem:${code}`;
}
