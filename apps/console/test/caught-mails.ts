import type { CaughtMailDetailJson, CaughtMailListJson } from '../src/api/contract.ts';
import type { HeldMailDetailJson, HeldMailJson } from '../src/api/machine-contract.ts';

const receipt: CaughtMailDetailJson = {
  id: 'mail-1',
  at: '2026-11-23T09:48:00Z',
  direction: 'out',
  from: { address: 'support@desk.example', name: 'Campus Support' },
  to: [{ address: 'maria@ashdown.example', name: 'Maria Sánchez' }],
  subject: 'Re: [C-1001] Nobody can log in',
  preview: 'We have your message. Its number is C-1001.',
  purpose: 'receipt',
  caseNumber: 'C-1001',
  text: 'Hello,\n\nwe have your message. Its number is C-1001.\n\n> Nobody can log in.',
  quoteFrom: 53,
  attachments: [],
  headers: [
    { name: 'Message-ID', value: '<2f1c9d7e-4b60-4f43-9a55-6f1a3a7d5a51.c-1001.receipt@desk.example>' },
    { name: 'Auto-Submitted', value: 'auto-replied' },
  ],
};

const question: CaughtMailDetailJson = {
  ...receipt,
  id: 'mail-0',
  at: '2026-11-23T09:47:00Z',
  direction: 'in',
  from: { address: 'maria@ashdown.example', name: 'Maria Sánchez' },
  to: [{ address: 'support@desk.example' }],
  subject: 'Nobody can log in',
  preview: 'There is an outage: nobody can log in.',
  text: 'There is an outage: nobody can log in.',
  headers: [],
};

const stranger: HeldMailJson = {
  id: 'held-1',
  receivedAt: '2026-11-23T09:30:00Z',
  reason: 'unknown-sender',
  from: 'm.sanchez.private@webmail.example',
  fromName: 'Maria (private)',
  to: ['support@desk.example'],
  subject: 'Re: [C-1001] Nobody can log in',
  case: 'C-1001',
  caseSubject: 'Nobody can log in',
  excerpt: 'It is me, from my own address: our mail is down as well.',
  files: 1,
  evidence: ['In-Reply-To names a mail of C-1001', 'the sender takes no part in C-1001'],
};

const broken: HeldMailJson = {
  id: 'held-2',
  receivedAt: '2026-11-23T09:40:00Z',
  reason: 'unreadable',
  to: [],
  excerpt: '',
  files: 0,
  evidence: ['the mail is larger than 50 MB: 73,400,320-bytes-without-a-single-line-break-in-its-header-field'],
};

/** A quarantine that decides as the mail app's does: what was decided waits no more. */
export function quarantineHandler(): (request: Request, person: string) => Promise<Response> {
  const rulings: { id: string; kind: string; person: string }[] = [];
  return async (request, person) => {
    const held = [stranger, broken].filter(({ id }) => !rulings.some((ruling) => ruling.id === id));
    const { pathname } = new URL(request.url);
    const id = /^\/mail\/api\/quarantine\/([^/]+)$/.exec(pathname)?.[1];
    if (pathname === '/mail/api/quarantine') return Response.json({ held });
    const mail = held.find((each) => each.id === id);
    if (!mail) return caughtMailHandler(request);
    if (request.method === 'POST') {
      rulings.push({ id: mail.id, kind: ((await request.json()) as { kind: string }).kind, person });
      return Response.json({ held: held.filter((each) => each !== mail), rulings });
    }
    const shown: HeldMailDetailJson = {
      ...mail,
      cc: [],
      text: mail.excerpt && `${mail.excerpt}\n\n<img src="https://stranger.example/x.gif">\n> Nobody can log in.`,
      attachments: mail.files > 0 ? [{ name: 'screen.png', type: 'image/png', size: 20_480 }] : [],
    };
    return Response.json(shown);
  };
}

/** What the mail app's catcher answered once. The app itself stands beside the console, and is tested there. */
export async function caughtMailHandler(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === '/mail/api/messages') {
    const list: CaughtMailListJson = { deskAddress: 'support@desk.example', messages: [receipt, question] };
    return Response.json(list);
  }
  const mail = [receipt, question].find(({ id }) => pathname === `/mail/api/messages/${id}`);
  if (mail) return Response.json(mail);
  return Response.json(
    { error: { code: 'intake-is-off', message: 'The desk takes no mail by SMTP.' } },
    { status: 409 },
  );
}
