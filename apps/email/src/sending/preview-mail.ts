import type { CaseRecord, Message } from '@sla/case-store';
import type { DeskConfig } from '@sla/config';
import { evaluate, type Policy, type Temporal } from '@sla/core';
import { catalogueFor, customersReach, mailSubject, portalLink, practiceWordsFor, type Reader } from '@sla/desk';

import { composeLetter, type Letter } from '../compose-email.ts';
import { toEmailOptions } from '../config.ts';
import { readEmail } from '../read-email.ts';

export type PreviewKind = 'acknowledgement' | 'reply' | 'update' | 'resolution' | 'survey';

/** A mail as a requester would get it. */
export interface PreviewedMail {
  readonly kind: PreviewKind;
  readonly language: string;
  /** The address that it is from. */
  readonly mailbox: string;
  readonly subject: string;
  /** The fields that people and programs go by, in order. */
  readonly header: readonly (readonly [string, string])[];
  readonly text: string;
  readonly html: string;
}

const kinds: readonly PreviewKind[] = ['acknowledgement', 'reply', 'update', 'resolution', 'survey'];
const languages = ['en', 'de'] as const;

/**
 * Every kind of mail to a requester, in every language, as these settings and the policy in force would have it now; then of
 * each mailbox that has a language, a policy or a signature of its own what it sends that differs.
 */
export async function previewMail(config: DeskConfig, now: Temporal.Instant): Promise<readonly PreviewedMail[]> {
  const mails: PreviewedMail[] = [];
  const mailbox = config.desk.address;
  for (const language of languages) {
    for (const kind of kinds) mails.push(...(await previewOne(kind, language, { config, mailbox, now })));
  }
  for (const { address, language, policy, signature } of config.mailboxes) {
    if (address.toLowerCase() === mailbox.toLowerCase() || (language ?? policy ?? signature) === undefined) continue;
    const spoken = (language ?? config.desk.language).startsWith('de') ? 'de' : 'en';
    const scene = { config, mailbox: address, now, ...(policy !== undefined && { policy }) };
    for (const kind of ['acknowledgement', 'reply'] as const) mails.push(...(await previewOne(kind, spoken, scene)));
  }
  return mails;
}

interface Wanted {
  readonly config: DeskConfig;
  readonly mailbox: string;
  readonly now: Temporal.Instant;
  /** The id of the mailbox's own. */
  readonly policy?: string;
}

interface Scene extends Omit<Wanted, 'policy'> {
  readonly policy: Policy;
}

/** None where there is no policy to promise anything by. */
async function previewOne(kind: PreviewKind, language: 'en' | 'de', wanted: Wanted): Promise<readonly PreviewedMail[]> {
  const { config } = wanted;
  const named = wanted.policy ?? config.policy;
  const policy = config.policies.find(({ id }) => id === named) ?? config.policies[0];
  if (policy === undefined) return [];
  const { desk, signatures } = toEmailOptions(config);
  const reader: Reader = { language, timeZone: desk.timeZone };
  const letter = letterOf(kind, reader, { ...wanted, policy });
  const mail = composeLetter(letter, { desk, secret: 'preview', ...(signatures && { signatures }) });
  const read = await readEmail(mail.createReadStream(), async () => ({ hash: '', size: 0 }));
  const shown = read.fields.filter(({ name }) => !/^(content-|mime-version|date|subject)/.test(name));
  const previewed = { kind, language, mailbox: wanted.mailbox, subject: read.subject ?? '' };
  const header = shown.map(({ name, value }) => [name, value] as const);
  return [{ ...previewed, header, text: read.text, html: read.html ?? '' }];
}

function letterOf(kind: PreviewKind, reader: Reader, scene: Scene): Letter {
  const { config, mailbox, policy, now } = scene;
  const words = samples[reader.language === 'de' ? 'de' : 'en'];
  const number = `${config.desk.casePrefix}-1042`;
  const record = {
    id: 'preview',
    number,
    subject: words.subject,
    requester: 'preview',
    mailbox,
    policy: policy.id,
  } as CaseRecord;
  const automatic = kind === 'acknowledgement' || kind === 'survey';
  // Whoever has a signature shows it.
  const agent = config.agents.find(({ signature }) => signature !== undefined) ?? config.agents[0];
  const base = { id: 'preview', caseId: record.id, at: now, channel: 'email', evidence: [], attachments: [] } as const;
  const asked: Message = {
    ...base,
    direction: 'in',
    author: 'requester:preview',
    authorName: words.requester,
    automatic: false,
    text: words.question,
    to: [mailbox],
    cc: [],
    messageId: 'question@customer.example',
    references: [],
  };
  const message: Message = {
    ...base,
    direction: 'out',
    author: automatic ? 'system' : `agent:${agent?.id ?? 'preview'}`,
    authorName: automatic ? config.desk.name : (agent?.name ?? 'Ann'),
    automatic,
    subject: mailSubject(number, words.subject),
    text: textOf(kind, reader, scene, record),
    to: ['mia@customer.example'],
    cc: [],
    references: ['question@customer.example'],
  };
  const purpose = kind === 'acknowledgement' ? 'receipt' : kind === 'survey' ? 'update' : kind;
  return { message, purpose, record, answered: asked, reader, openFile: noFiles };
}

function textOf(kind: PreviewKind, reader: Reader, { config, policy, now }: Scene, record: CaseRecord): string {
  const words = samples[reader.language === 'de' ? 'de' : 'en'];
  if (kind === 'reply' || kind === 'resolution') return words[kind];
  const facts = { name: words.requester, number: record.number, subject: record.subject, desk: config.desk.name };
  const catalogue = catalogueFor(reader.language);
  if (kind === 'survey') {
    const addresses = [1, 2, 3, 4, 5].map((score) => `${customersReach(config.desk)}/survey/preview/${score}`);
    return practiceWordsFor(reader.language).surveyLetter({ ...facts, addresses });
  }
  if (kind === 'update') return catalogue.estimate({ ...facts, fixBy: now.add({ hours: 6 }), reader, now });
  const { clocks, priority } = evaluate(policy, [{ type: 'opened', at: now, channel: 'email' }], now);
  const title = policy.priorities.find(({ name }) => name === priority)?.title ?? priority;
  const promises = clocks.flatMap(({ clock, kind: sort, status, dueAt }) =>
    status === 'running' && dueAt !== undefined ? [{ clock, kind: sort, dueAt }] : [],
  );
  const portal = portalLink(config.desk, record.number);
  return catalogue.receipt({ ...facts, priority: title, promises, portal, reader, now });
}

function noFiles(): never {
  throw new Error('a preview has no files');
}

const samples = {
  en: {
    requester: 'Mia Lind',
    subject: 'Gradebook is empty',
    question: 'Since this morning the gradebook of MATH-101 shows no rows.\n\nMia',
    reply: 'Hello Mia,\n\nplease open the course once more and tell us what you see.\n\nAnn',
    resolution: 'Hello Mia,\n\nthe gradebook is filled again: an index was rebuilt at noon.\n\nAnn',
  },
  de: {
    requester: 'Mia Lind',
    subject: 'Notenbuch ist leer',
    question: 'Seit heute früh zeigt das Notenbuch von MATH-101 keine Zeilen.\n\nMia',
    reply: 'Hallo Mia,\n\nbitte öffnen Sie den Kurs noch einmal und schreiben Sie uns, was Sie sehen.\n\nAnn',
    resolution: 'Hallo Mia,\n\ndas Notenbuch ist wieder gefüllt: ein Index wurde am Mittag neu aufgebaut.\n\nAnn',
  },
} as const;
