/** An iTIP message (RFC 5546) in one sentence for the agents; undefined where there is no event in it. */
export function invitationSentence(ics: string): string | undefined {
  const lines = ics
    .slice(0, 65_536)
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/);
  const start = lines.findIndex((line) => /^BEGIN:(VEVENT|VTODO)/i.test(line));
  if (start < 0) return undefined;
  const method = /^METHOD:(\w{1,20})/im.exec(lines.join('\n'))?.[1]?.toUpperCase() ?? 'PUBLISH';
  const event = lines.slice(start, start + 200);
  const what = propertyOf(event, 'SUMMARY')?.value ?? 'an event without a title';
  const from = when(propertyOf(event, 'DTSTART'));
  const until = when(propertyOf(event, 'DTEND'));
  const where = propertyOf(event, 'LOCATION')?.value ?? '';
  const span = from === undefined ? '' : `, ${from}${until === undefined ? '' : ` to ${until}`}`;
  return `${verbs[method] ?? 'It tells of'} “${what}”${span}${where === '' ? '' : `, at ${where}`}.`;
}

const verbs: Readonly<Record<string, string>> = {
  REQUEST: 'It invites to',
  CANCEL: 'It calls off',
  REPLY: 'It answers an invitation to',
  COUNTER: 'It proposes another time for',
};

interface Property {
  readonly value: string;
  readonly zone?: string;
}

function propertyOf(lines: readonly string[], name: string): Property | undefined {
  const line = lines.find((candidate) => new RegExp(`^${name}[;:]`, 'i').test(candidate))?.slice(0, 2_000);
  const parts = line === undefined ? null : /^[^:;]+((?:;[^:;"]*(?:"[^"]*"[^:;"]*)*)*):(.*)$/.exec(line);
  if (parts === null) return undefined;
  const zone = /;TZID="?([^;":]{1,100})/i.exec(parts[1] ?? '')?.[1];
  const value = (parts[2] ?? '')
    .replace(/\\n/gi, ' ')
    .replace(/\\([,;\\])/g, '$1')
    .trim()
    .slice(0, 300);
  return { value, ...(zone !== undefined && { zone }) };
}

/** `20261005T164100Z` as people read it, in the zone that it names. */
function when(property: Property | undefined): string | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?$/.exec(property?.value ?? '');
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, utc] = found;
  const time = hour === undefined ? '' : ` ${hour}:${minute}`;
  const zone = utc === 'Z' ? ' UTC' : property?.zone === undefined ? '' : ` (${property.zone})`;
  return `${year}-${month}-${day}${time}${time === '' ? '' : zone}`;
}
