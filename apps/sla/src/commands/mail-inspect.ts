import { resolve } from 'node:path';

import { type InspectedBody, type InspectedMail, type InspectFault, inspectMail } from '@sla/email';

import { BadInput, type ExitCode, type Terminal } from '../terminal.ts';

/** `sla mail inspect FILE…`: what the desk would make of each message. Keeps nothing, sends nothing. */
export async function mailInspect(
  files: readonly string[],
  options: { readonly address: string; readonly body?: true; readonly json?: true },
  terminal: Terminal,
): Promise<ExitCode> {
  const faults: string[] = [];
  const paths = files.map((file) => resolve(terminal.cwd, file));
  for await (const inspected of inspectMail(paths, {
    address: options.address,
    ...(options.body ? { body: true } : {}),
  })) {
    if ('fault' in inspected) faults.push(faultLine(inspected));
    else terminal.out(options.json ? `${JSON.stringify(inspected)}\n` : inWords(inspected));
  }
  if (faults.length > 0) throw new BadInput(faults);
  return 0;
}

function faultLine({ file, fault }: InspectFault): string {
  return `${file}  ${fault}`;
}

function inWords(inspected: InspectedMail | InspectedBody): string {
  if (!('class' in inspected)) return `${inspected.file}\n${indented(inspected.replyText)}\n\n`;
  const attachments = inspected.attachments.map(
    ({ name, type, size }) => `${name ?? 'without a name'} (${type}, ${size} bytes)`,
  );
  return [
    `${inspected.file}  ${inspected.class}, ${inspected.ack ? 'gets a receipt' : 'gets no receipt'}`,
    `  from     ${inspected.from ?? 'nobody named'}`,
    `  subject  ${inspected.subject ?? 'none'}`,
    ...inspected.references.map((id) => `  answers  ${id}`),
    ...attachments.map((line) => `  file     ${line}`),
    ...inspected.evidence.map((line) => `  because  ${line}`),
    indented(inspected.replyText),
    '',
    '',
  ].join('\n');
}

function indented(text: string): string {
  return text.replace(/^/gm, '    ');
}
