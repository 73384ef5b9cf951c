import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type InspectedMail, inspectMail } from '../inspect-mail.ts';

/** What a corpus says of one mail; null is not judged. */
export interface ExpectedMail {
  readonly file: string;
  readonly class: string;
  readonly from: string | null;
  readonly subject: string | null;
  readonly references: readonly string[];
  readonly replyText: string | null;
  readonly replyMustContain?: readonly string[];
  readonly attachments:
    | readonly { name: string | null; type: string; size: number | null; inline: boolean; nameMatch?: 'prefix' }[]
    | null;
  readonly ack: boolean | null;
}

export type Score = Readonly<
  Record<string, { readonly right: number; readonly of: number; readonly wrong: readonly string[] }>
>;

export function readExpected(folder: string): readonly ExpectedMail[] {
  const file = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as { messages: ExpectedMail[] };
  return file.messages;
}

/** Inspects every mail of a corpus and counts what came out right, by what was judged. */
export async function scoreCorpus(folder: string, expected: readonly ExpectedMail[]): Promise<Score> {
  const score: Record<string, { right: number; of: number; wrong: string[] }> = {};
  const mails = inspectMail(expected.map(({ file }) => join(folder, file)));
  let index = 0;
  for await (const mail of mails) {
    const wanted = expected[index];
    index += 1;
    if (wanted === undefined) continue;
    if ('fault' in mail || !('class' in mail)) throw new Error(`${mail.file} was not read as a mail`);
    for (const [what, right] of judgements(mail, wanted)) {
      const entry = score[what] ?? { right: 0, of: 0, wrong: [] };
      score[what] = entry;
      entry.of += 1;
      if (right) entry.right += 1;
      else entry.wrong.push(mail.file);
    }
  }
  return score;
}

function judgements(got: InspectedMail, wanted: ExpectedMail): readonly (readonly [string, boolean])[] {
  const same = (a: string | null, b: string | null) => collapse(a) === collapse(b);
  return [
    ['class', got.class === wanted.class],
    ['from', got.from === wanted.from],
    ['subject', same(got.subject, wanted.subject)],
    ['references', JSON.stringify(got.references) === JSON.stringify(wanted.references)],
    ...(wanted.replyText === null ? [] : [['reply', same(got.replyText, wanted.replyText)] as const]),
    ...(wanted.replyMustContain === undefined
      ? []
      : [['kept', wanted.replyMustContain.every((piece) => got.replyText.includes(piece))] as const]),
    ...(wanted.attachments === null ? [] : [['attachments', sameFiles(got, wanted)] as const]),
    ...(wanted.ack === null ? [] : [['ack', got.ack === wanted.ack] as const]),
  ];
}

export function collapse(text: string | null): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}

function sameFiles(got: InspectedMail, wanted: ExpectedMail): boolean {
  const files = wanted.attachments ?? [];
  return (
    got.attachments.length === files.length &&
    files.every((file, index) => {
      const found = got.attachments[index];
      if (found === undefined || found.type !== file.type || found.inline !== file.inline) return false;
      const name = file.nameMatch === 'prefix' ? found.name?.startsWith(file.name ?? '') : found.name === file.name;
      return (file.name === null || name === true) && (file.size === null || found.size === file.size);
    })
  );
}
