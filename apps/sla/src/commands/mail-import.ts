import { type ImportedMail, ImportFault, importMail, toEmailOptions } from '@sla/email';

import { here } from '../policy-source.ts';
import { BadInput, type ExitCode, type Terminal } from '../terminal.ts';
import { openStore } from '../up/open-store.ts';
import { openDesk } from '../up/run-desk.ts';
import { readSettings } from '../up/settings.ts';

interface Options {
  readonly config: string;
  readonly data?: string;
  readonly json?: true;
}

/** `sla mail import FILE…`: mail from files, each once however often it is run. Ends with 1 where some could not be settled. */
export async function mailImport(files: readonly string[], options: Options, terminal: Terminal): Promise<ExitCode> {
  const { config } = await readSettings(options, terminal);
  const store = await openStore(config);
  const tally = { settled: 0, known: 0, waiting: 0 };
  try {
    const desk = await openDesk(config, store, config.desk.url);
    for (const file of files) {
      for await (const mail of fromFile(file)) {
        tally[mail.outcome] += 1;
        terminal.out(options.json ? `${JSON.stringify({ ...mail, file })}\n` : line({ ...mail, file }));
        await terminal.drained?.();
      }
    }
    async function* fromFile(file: string): AsyncGenerator<ImportedMail> {
      try {
        yield* importMail(desk, store, toEmailOptions(config), [here(file, terminal)]);
      } catch (error) {
        if (error instanceof ImportFault) throw new BadInput([`${file}  ${error.message}`], { cause: error });
        throw error;
      }
    }
  } finally {
    await store.close();
  }
  const { settled, known, waiting } = tally;
  terminal.err(`${settled} mails taken in, ${known} known already, ${waiting} kept for another try by the desk.\n`);
  return waiting === 0 ? 0 : 1;
}

function line({ file, number, outcome, became, fault }: ImportedMail): string {
  return `${file} ${number}  ${outcome}${became === undefined ? '' : `: ${became}`}${fault === undefined ? '' : `: ${fault}`}\n`;
}
