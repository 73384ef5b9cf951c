import { type AnnouncementMail, sentenceOf } from '@sla/desk';

import { readText } from '../read-text.ts';
import { CannotRun, type ExitCode, type Terminal } from '../terminal.ts';
import { actingAs, type Where, withDesk } from '../up/with-desk.ts';

interface Options extends Where {
  readonly subject: string;
  readonly by?: string;
  readonly organisation?: readonly string[];
  readonly send?: true;
}

/** `sla announce FILE`: what each organisation would get of it; with `--send` it is mailed, once to each. */
export async function announce(file: string, options: Options, terminal: Terminal): Promise<ExitCode> {
  const text = await readText(file, 'the text of the announcement', terminal);
  return withDesk(options, terminal, async (desk, config) => {
    const outcome = await desk.announce(actingAs(options.by, 'lead', config), {
      subject: options.subject,
      text,
      preview: options.send !== true,
      ...(options.organisation && { organisations: options.organisation }),
    });
    if (!outcome.ok) throw new CannotRun(sentenceOf(outcome.refusal, 'en'));
    const { sent, mails } = outcome;
    if (options.json) terminal.out(`${JSON.stringify({ sent, mails })}\n`);
    else terminal.out(mails.map((mail) => line(mail, sent)).join(''));
    if (!sent) terminal.err('Nothing was sent. Look it over, then run it again with --send.\n');
    return 0;
  });
}

function line({ name, to, sentAt }: AnnouncementMail, isSent: boolean): string {
  if (sentAt !== undefined) return `had it   ${name}, at ${sentAt}\n`;
  if (to.length === 0) return `nobody   ${name}: nobody of it is known; name somebody under practice.announcements\n`;
  return `${isSent ? 'sent     ' : 'to send  '}${name}: ${to.join(', ')}\n`;
}
