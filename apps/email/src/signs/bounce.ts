import type { CaseStore, Message } from '@sla/case-store';
import type { Desk, MailPayload } from '@sla/desk';

import type { ReadEmail } from '../read-email.ts';

/** What a delivery report says. */
export interface Bounce {
  /** `failed` for good, or only late. */
  readonly kind: 'failed' | 'delayed';
  /** Whom it did not reach. */
  readonly recipients: readonly string[];
  /** What the other side said, in one line. */
  readonly reason: string;
}

/** Reads the fields of RFC 3464 for each recipient; where there are none, the words of the report. */
export function bounceOf({ reports, fields, subject, text }: ReadEmail): Bounce {
  const status = reports.filter(({ type }) => type === 'message/delivery-status').map((report) => report.text);
  const groups = status.flatMap((report) => report.slice(0, 65_536).split(/\r?\n[ \t]*\r?\n/)).map(statusFields);
  const failed = groups.filter((group) => group.action === 'failed' || /^5\./.test(group.status ?? ''));
  const late = groups.filter((group) => group.action === 'delayed' || /^4\./.test(group.status ?? ''));
  const told = failed[0] ?? late[0];
  const named = fields.find(({ name }) => name === 'x-failed-recipients')?.value.split(',') ?? [];
  const recipients = [...(failed.length > 0 ? failed : late).flatMap(recipientOf), ...named.map((one) => one.trim())];
  const delayed =
    failed.length === 0 && (late.length > 0 || saysDelayed.test(`${subject ?? ''}\n${text.slice(0, 500)}`));
  return {
    kind: delayed ? 'delayed' : 'failed',
    recipients: [...new Set(recipients.map((address) => address.toLowerCase()))],
    reason: told?.['diagnostic-code'] ?? told?.status ?? reasonIn(text),
  };
}

const saysDelayed =
  /\b(delayed|delay|warning|will (be retried|keep trying)|still being|verzögert|retard|retrasad|in ritardo)\b/i;

function statusFields(group: string): Readonly<Record<string, string>> {
  const unfolded = group.replace(/\r?\n[ \t]+/g, ' ');
  const pairs = [...unfolded.matchAll(/^([\w-]{1,60}):[ \t]*(.{0,1000})$/gm)];
  const value = (name: string, text: string) => (name === 'action' ? text.toLowerCase().trim() : text.trim());
  return Object.fromEntries(
    pairs.map(([, name = '', text = '']) => [name.toLowerCase(), value(name.toLowerCase(), text)]),
  );
}

function recipientOf(group: Readonly<Record<string, string>>): readonly string[] {
  const said = group['original-recipient'] ?? group['final-recipient'] ?? '';
  const address = /([^\s;<>]+@[^\s;<>]+)/.exec(said)?.[1];
  return address === undefined ? [] : [address];
}

/** The line that bears a code such as 550 or 5.1.1, else the first that is a sentence. */
function reasonIn(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .split('\n')
    .map((line) => line.trim());
  const coded = lines.find((line) => /(^|\s|#)[45]\d\d[ -]|\b[45]\.\d{1,3}\.\d{1,3}\b/.test(line));
  return (coded ?? lines.find((line) => line.length > 20) ?? 'no reason was given').slice(0, 300);
}

/**
 * Says that a message of ours never arrived, to whom the desk tells of refused deliveries, and marks it. Once for each
 * message, however many reports come; a mail that is only late is none.
 */
export async function reportBounce(
  desk: Pick<Desk, 'deliveryFailed'>,
  ports: Pick<CaseStore, 'transaction'>,
  { message, caseId }: { readonly message: Message; readonly caseId: string },
  bounce: Bounce,
): Promise<void> {
  if (bounce.kind === 'delayed' || message.delivery === 'failed') return;
  const purpose = message.automatic ? 'receipt' : 'reply';
  const payload: MailPayload = { kind: 'message', message: message.id, purpose };
  const who = bounce.recipients.length === 0 ? '' : `${bounce.recipients.join(', ')}: `;
  const key = `bounce/${message.id}`;
  const letter = { id: key, key, destination: 'email', caseId, position: 0, payload, attempts: 1 } as const;
  const { at } = message;
  await desk.deliveryFailed({ ...letter, status: 'dead', createdAt: at, notBefore: at }, `${who}${bounce.reason}`);
  await ports.transaction((unit) => unit.updateMessage(message.id, { delivery: 'failed' }));
}
