import type { CaughtMailDetailJson, CaughtMailListJson } from '../src/api/contract.ts';

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
