/** The names under which this server is asked for, and where a browser's requests may come from. */
export interface Addresses {
  /** Where people reach the console; no slash at the end. */
  readonly url: string;
  readonly isHttps: boolean;
  /** By the names it answers to; anything else was led here by somebody else's DNS. */
  answersTo(request: Request): boolean;
  /** Whether the page that sent a request is ours. */
  isOwnPage(request: Request): boolean;
  readonly names: readonly string[];
}

/** Throws when `url` is no http or https address. */
export function createAddresses(url: string, alsoKnownAs: readonly string[] = []): Addresses {
  const own = new URL(url);
  if (!/^https?:$/.test(own.protocol)) throw new RangeError(`${url} is not an http or https address`);
  const names = [...new Set([own.hostname, ...LOOPBACK, ...alsoKnownAs.map((name) => name.toLowerCase())])];
  const isKnown = (host: string | null) => host === null || names.includes(hostname(host) ?? '');
  return {
    url: url.replace(/\/+$/, ''),
    isHttps: own.protocol === 'https:',
    names,
    answersTo: (request) => isKnown(request.headers.get('host')) && names.includes(new URL(request.url).hostname),
    isOwnPage(request) {
      const origin = request.headers.get('origin');
      const host = request.headers.get('host') ?? new URL(request.url).host;
      // Behind a proxy that ends TLS we are asked by http, while the page's own scheme is that of `url`.
      return origin === own.origin || origin === `${own.protocol}//${host}`;
    },
  };
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

function hostname(host: string): string | undefined {
  const address = `http://${host}/`;
  return URL.canParse(address) ? new URL(address).hostname : undefined;
}
