import type { NewApiKey } from '../keys/api-keys.ts';
import { createApiKeys } from '../keys/api-keys.ts';
import { type ConsoleUnderTest, URL_OF_DESK } from './console-under-test.ts';

/** A program with an API key: `Authorization: Bearer …` with every request. */
export interface Program {
  readonly token: string;
  readonly id: string;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
}

export async function programOf(under: ConsoleUnderTest, change: Partial<NewApiKey> = {}): Promise<Program> {
  const keys = createApiKeys(under.store);
  const { key, token } = await keys.create('agent:ada', { name: 'LMS sync', role: 'agent', agent: 'ann', ...change });
  return { ...bearer(under, token), id: key.id };
}

/** Whoever sends this token, whether it is a key or not. */
export function bearer(under: ConsoleUnderTest, token: string): Omit<Program, 'id'> {
  const send = (path: string, init: RequestInit) =>
    under.web.fetch(
      new Request(`${URL_OF_DESK}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } }),
    );
  return {
    token,
    get: async (path, headers = {}) => send(path, { headers }),
    post: async (path, body, headers = {}) =>
      send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}
