import { sentenceOf } from '@sla/desk';

import { CannotRun, type ExitCode, type Terminal } from '../terminal.ts';
import { actingAs, type Where, withDesk } from '../up/with-desk.ts';

interface Options extends Where {
  readonly by?: string;
}

/** `sla privacy export ADDRESS`: all that is kept of a person, as JSON. */
export async function exportPerson(email: string, options: Options, terminal: Terminal): Promise<ExitCode> {
  return withDesk(options, terminal, async (desk, config) => {
    const outcome = await desk.exportSubject(actingAs(options.by, 'lead', config), { email });
    if (!outcome.ok) throw new CannotRun(sentenceOf(outcome.refusal, 'en'));
    terminal.out(`${JSON.stringify(outcome.file, undefined, 2)}\n`);
    return 0;
  });
}

/** `sla privacy erase ADDRESS`: erases their name, address and words. Ends with 1 where something still waits to be sent. */
export async function erasePerson(email: string, options: Options, terminal: Terminal): Promise<ExitCode> {
  return withDesk(options, terminal, async (desk, config) => {
    const outcome = await desk.eraseSubject(actingAs(options.by, 'admin', config), { email });
    if (!outcome.ok) throw new CannotRun(sentenceOf(outcome.refusal, 'en'));
    const { cases, waiting } = outcome;
    if (options.json) terminal.out(`${JSON.stringify({ cases, waiting })}\n`);
    else terminal.out(`Erased, in ${cases} ${cases === 1 ? 'case' : 'cases'}.\n`);
    if (waiting.length > 0) {
      terminal.err(`${waiting.length} of their messages still wait to be sent: erase again when they have gone.\n`);
    }
    return waiting.length === 0 ? 0 : 1;
  });
}
