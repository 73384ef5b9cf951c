import { SESSION_DAYS } from './sessions.ts';

/** The one cookie. Browsers share cookies between the ports of a host, so two desks on one machine need two names. */
export interface SessionCookie {
  readonly name: string;
  read(request: Request): string | undefined;
  set(value: string): string;
  readonly clear: string;
}

export function sessionCookie(url: string): SessionCookie {
  const { protocol, port } = new URL(url);
  const isHttps = protocol === 'https:';
  // `__Host-`: only this host over TLS may have set it (RFC 6265bis, 4.1.3.2).
  const name = isHttps ? '__Host-sla-session' : `sla-session-${port || '80'}`;
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isHttps ? '; Secure' : ''}`;
  return {
    name,
    read: (request) => valueIn(name, request.headers.get('cookie') ?? ''),
    set: (value) => `${name}=${value}; Max-Age=${SESSION_DAYS * 86_400}; ${attributes}`,
    clear: `${name}=; Max-Age=0; ${attributes}`,
  };
}

function valueIn(name: string, header: string): string | undefined {
  for (const pair of header.split(';')) {
    const [key, ...value] = pair.split('=');
    if (key?.trim() === name) return value.join('=').trim();
  }
  return undefined;
}
