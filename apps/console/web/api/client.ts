import type { ProblemJson } from '../../src/api/contract.ts';
import type { Words } from '../words/words.ts';

/** Why the server did not do it, in its own words; none where it gave none. `status` 0: it was not reached. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
  }
}

export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return request<T>(path, { headers: { accept: 'application/json' }, ...(signal && { signal }) });
}

export async function postJson<T>(path: string, body: object, csrf: string): Promise<T> {
  return request<T>(path, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json', 'x-csrf-token': csrf },
    body: JSON.stringify(body),
  });
}

export async function deleteJson(path: string, csrf: string): Promise<void> {
  const response = await reach(path, { method: 'DELETE', headers: { 'x-csrf-token': csrf } });
  if (!response.ok) throw toProblem(response.status, await response.json().catch(() => undefined));
}

/** Why it was not done: the server's own sentence where it gave one. */
export function problemText(error: unknown, words: Words['frame']): string {
  if (!(error instanceof Problem)) return words.wrong;
  if (error.status === 0) return words.notReached;
  return error.message || words.answeredWith(error.status);
}

async function request<T>(path: string, init: RequestInit): Promise<T> {
  const response = await reach(path, init);
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok && body !== undefined) return body as T;
  throw toProblem(response.status, body);
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { credentials: 'same-origin', ...init });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new Problem(0, 'not-reached', '', { cause });
  }
}

/** Problem details, or the mail catcher's own form of them. */
function toProblem(status: number, body: unknown): Problem {
  const { code, detail, title, error } = (body ?? {}) as Partial<ProblemJson> & CatcherProblem;
  return new Problem(status, code ?? error?.code ?? 'unknown', detail ?? error?.message ?? title ?? '');
}

interface CatcherProblem {
  readonly error?: { readonly code: string; readonly message: string };
}
