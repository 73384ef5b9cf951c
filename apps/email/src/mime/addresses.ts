import addressparser from 'nodemailer/lib/addressparser';

import { decodeBinary } from './decode-text.ts';
import { decodeWords, oneLine, withoutEntities } from './header-text.ts';

export interface MailAddress {
  /** In lower case. */
  readonly address: string;
  readonly name?: string;
}

/** Lists are read up to here; a mail to more people is a list's. */
const longestList = 65_536;
/** One address, without quoting, comments and control characters; both sides bounded so that no input makes the search slow. */
const bareAddress = /[^\s\p{Cc}<>()[\]{},;:"?@\\]{1,64}@(?:[^\s\p{Cc}<>()[\]{},;:"'=?@\\]{1,255}|\[[\w.:]{1,60}\])/gu;

/** The addresses of a From, To or Cc value, in order; where the grammar is broken, whatever looks like an address. */
export function parseAddresses(value: string | undefined, charset?: string): readonly MailAddress[] {
  if (value === undefined || value.trim() === '') return [];
  const text = withoutEntities(decodeBinary(value.slice(0, longestList), charset));
  const parsed = addressparser(text, { flatten: true })
    .map((entry) => toMailAddress(entry.address, entry.name))
    .filter((entry) => entry !== undefined);
  return parsed.length > 0 ? parsed : recoverAddress(text);
}

function toMailAddress(address: string | undefined, name: string | undefined): MailAddress | undefined {
  const found = address === undefined ? undefined : [...address.matchAll(bareAddress)].at(-1)?.[0];
  if (found === undefined) return undefined;
  const shown = oneLine(decodeWords(name ?? '')).replace(/^["']+|["']+$/g, '');
  const lower = tidy(found);
  return { address: lower, ...(shown !== '' && shown.toLowerCase() !== lower && { name: shown.slice(0, 200) }) };
}

/** The last thing that looks like an address: what broken clients put there is the address, after a broken name. */
function recoverAddress(text: string): readonly MailAddress[] {
  const decoded = decodeWords(text);
  const found = [...decoded.matchAll(bareAddress)].at(-1);
  if (found === undefined) return [];
  const name = oneLine(decoded.slice(0, found.index)).replace(/[<"'(\s]+$|^["'\s]+/g, '');
  return [{ address: tidy(found[0]), ...(name !== '' && { name: name.slice(0, 200) }) }];
}

function tidy(address: string): string {
  return address
    .toLowerCase()
    .replace(/^['=.]+/, '')
    .replace(/\.+$/, '');
}
