import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Loaded into a process before anything else (`--import`): for it some https origins of Slack and Microsoft are peers on loopback, and no
 * other host exists. What runs is what runs in earnest, settings and all.
 */
const peers = new Map(Object.entries(JSON.parse(process.env.TEST_PEERS ?? '{}') as Record<string, string>));

const realFetch = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const request = new Request(input, init);
  const { origin, pathname, search } = new URL(request.url);
  return realFetch(new Request(`${peerOf(origin)}${pathname}${search}`, request));
};

// Axios asks by what Node offers, through follow-redirects.
https.request = ((...given: readonly unknown[]) => {
  const [first, second, third] = given;
  const listener = [second, third].find((one): one is (response: IncomingMessage) => void => typeof one === 'function');
  const address = typeof first === 'string' || first instanceof URL ? new URL(first) : undefined;
  const options = (address === undefined ? first : second) as RequestOptions & { readonly href?: string };
  const host = address?.hostname ?? options.hostname ?? options.host ?? '';
  const { hostname, port } = new URL(peerOf(`https://${host}`));
  const { agent: _agent, agents: _agents, ...rest } = { agents: undefined, ...options };
  const path = address === undefined ? rest.path : `${address.pathname}${address.search}`;
  return http.request({ ...rest, protocol: 'http:', host: hostname, hostname, port, path, defaultPort: 80 }, listener);
}) as typeof https.request;
https.get = ((...given: Parameters<typeof https.get>) => https.request(...given).end()) as typeof https.get;
syncBuiltinESMExports();

function peerOf(origin: string): string {
  const peer = peers.get(origin);
  if (peer === undefined) throw new TypeError(`no route to ${origin} in a test`);
  return peer;
}
