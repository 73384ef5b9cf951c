import { Readable } from 'node:stream';

import { type Context, Hono } from 'hono';
import { z } from 'zod';

import type { CaughtMail, CaughtMails, MailProblem, MailWritten, ReplyToMail, WriteMail } from './contract.ts';
import type { MailFolder } from './mail-folder.ts';
import { readCaught, toSummary } from './read-caught.ts';
import { type CustomerDesk, replyAsCustomer, writeAsCustomer } from './write-as-customer.ts';

export interface MailHandlerOptions {
  readonly folder: MailFolder;
  readonly deskAddress: string;
  /** Absent while the desk takes no mail by SMTP. */
  readonly intake?: { readonly host: string; readonly port: number };
  readonly now: () => Promise<Date>;
}

/** How many mails the list shows. */
const shown = 200;

/** The catcher's API under `/mail/api`. Whoever mounts it sees to session and CSRF. */
export function mailHandler(options: MailHandlerOptions): (request: Request) => Promise<Response> {
  const { folder } = options;
  const seen = new Map<string, CaughtMail>();
  const find = async (id: string) => {
    const known = seen.get(id);
    const raw = known === undefined ? await folder.read(id) : undefined;
    const mail = raw === undefined ? known : await readCaught(id, raw);
    if (seen.size > 2 * shown) seen.clear();
    if (mail !== undefined) seen.set(id, mail);
    return mail;
  };
  const app = new Hono().basePath('/mail/api');
  app.get('/messages', async (context) => {
    const mails = await Promise.all((await folder.list(shown)).map(find));
    const messages = mails.filter((mail) => mail !== undefined).map(toSummary);
    return context.json({ deskAddress: options.deskAddress, messages } satisfies CaughtMails);
  });
  app.get('/messages/:id', async (context) => {
    const mail = await find(context.req.param('id'));
    return mail === undefined ? problem(context, 404, 'no-such-mail', noSuchMail) : context.json(mail);
  });
  app.get('/messages/:id/raw', async (context) => {
    const raw = await folder.read(context.req.param('id'));
    if (raw === undefined) return problem(context, 404, 'no-such-mail', noSuchMail);
    return new Response(Readable.toWeb(raw) as ReadableStream, { headers: rawHeaders });
  });
  app.post('/write', (context) => written(context, options, writeSchema, (mail, desk) => writeAsCustomer(mail, desk)));
  app.post('/reply', (context) =>
    written(context, options, replySchema, async (reply, desk) => {
      const caught = await find(reply.id);
      return caught === undefined ? undefined : replyAsCustomer(reply, caught, desk);
    }),
  );
  app.notFound((context) => problem(context, 404, 'no-such-mail', 'There is nothing here.'));
  return async (request) => app.fetch(request);
}

const noSuchMail = 'This mail is not in the catcher.';
const rawHeaders = {
  'content-type': 'text/plain; charset=utf-8',
  'x-content-type-options': 'nosniff',
  'content-disposition': 'attachment; filename="mail.eml"',
};

const address = z.email('Write a mail address, such as mia@customer.example.').max(320);
const line = (what: string) =>
  z
    .string()
    .trim()
    .min(1, `Write ${what}.`)
    .max(500)
    .regex(/^[^\r\n]*$/, `${what} must be one line.`);
const writeSchema: z.ZodType<WriteMail> = z.object({
  from: address,
  name: z
    .string()
    .trim()
    .max(200)
    .regex(/^[^\r\n]*$/)
    .exactOptional(),
  to: address.exactOptional(),
  subject: line('a subject'),
  text: z.string().min(1, 'Write a message.').max(1_000_000),
});
const replySchema: z.ZodType<ReplyToMail> = z.object({
  id: z.string().max(100),
  text: z.string().min(1, 'Write a message.').max(1_000_000),
  from: address.exactOptional(),
});

async function written<Input extends WriteMail | ReplyToMail>(
  context: Context,
  { intake, folder, deskAddress, now }: MailHandlerOptions,
  schema: z.ZodType<Input>,
  send: (input: Input, desk: CustomerDesk) => Promise<MailWritten | undefined>,
): Promise<Response> {
  if (intake === undefined) {
    return problem(context, 409, 'intake-is-off', 'The desk takes no mail by SMTP: turn intake.smtp on.');
  }
  const read = schema.safeParse(await context.req.json().catch(() => undefined));
  if (!read.success) return problem(context, 400, 'bad-input', read.error.issues.map(sentence).join(' '));
  try {
    const result = await send(read.data, { folder, deskAddress, intake, now });
    return result === undefined ? problem(context, 404, 'no-such-mail', noSuchMail) : context.json(result, 201);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return problem(context, 502, 'not-taken', `The desk did not take this mail: ${reason}`);
  }
}

function sentence({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}

function problem(
  context: Context,
  status: 400 | 404 | 409 | 502,
  code: MailProblem['error']['code'],
  message: string,
): Response {
  return context.json({ error: { code, message } } satisfies MailProblem, status);
}
