import type { CaseRecord, Message } from '@sla/case-store';
import type { DeskConfig } from '@sla/config';
import { evaluate, type Policy, type Temporal } from '@sla/core';
import { catalogueFor, mailSubject, type Reader } from '@sla/desk';

import { composeLetter, type Letter } from './compose-email.ts';
import { toEmailOptions } from './config.ts';
import { readEmail } from './read-email.ts';

export type PreviewKind = 'acknowledgement' | 'reply' | 'update' | 'resolution';

/** A mail as a requester would get it. */
export interface PreviewedMail {
  readonly kind: PreviewKind;
  readonly language: string;
  readonly subject: string;
  /** The fields that people and programs go by, in order. */
  readonly header: readonly (readonly [string, string])[];
  readonly text: string;
  readonly html: string;
}

const kinds: readonly PreviewKind[] = ['acknowledgement', 'reply', 'update', 'resolution'];
const languages = ['en', 'de'] as const;

/** Every kind of mail to a requester, in every language, as these settings and the policy in force would have it now. */
export async function previewMail(config: DeskConfig, now: Temporal.Instant): Promise<readonly PreviewedMail[]> {
  const policy = config.policies.find(({ id }) => id === config.policy) ?? config.policies[0];
  if (policy === undefined) return [];
  const mails: PreviewedMail[] = [];
  for (const language of languages) {
    for (const kind of kinds) mails.push(await previewOne(kind, language, { config, policy, now }));
  }
  return mails;
}

interface Scene {
  readonly config: DeskConfig;
  readonly policy: Policy;
  readonly now: Temporal.Instant;
}

async function previewOne(kind: PreviewKind, language: 'en' | 'de', scene: Scene): Promise<PreviewedMail> {
  const { desk } = toEmailOptions(scene.config);
  const reader: Reader = { language, timeZone: desk.timeZone };
  const mail = composeLetter(letterOf(kind, reader, scene), { desk, secret: 'preview' });
  const read = await readEmail(mail.createReadStream(), async () => ({ hash: '', size: 0 }));
  const shown = read.fields.filter(({ name }) => !/^(content-|mime-version|date|subject)/.test(name));
  return {
    kind,
    language,
    subject: read.subject ?? '',
    header: shown.map(({ name, value }) => [name, value] as const),
    text: read.text,
    html: read.html ?? '',
  };
}

function letterOf(kind: PreviewKind, reader: Reader, scene: Scene): Letter {
  const { config, policy, now } = scene;
  const words = samples[reader.language === 'de' ? 'de' : 'en'];
  const number = `${config.desk.casePrefix}-1042`;
  const record = {
    id: 'preview',
    number,
    subject: words.subject,
    requester: 'preview',
    mailbox: config.desk.address,
    policy: policy.id,
  } as CaseRecord;
  const automatic = kind === 'acknowledgement';
  const base = { id: 'preview', caseId: record.id, at: now, channel: 'email', evidence: [], attachments: [] } as const;
  const asked: Message = {
    ...base,
    direction: 'in',
    author: 'requester:preview',
    authorName: words.requester,
    automatic: false,
    text: words.question,
    to: [config.desk.address],
    cc: [],
    messageId: 'question@customer.example',
    references: [],
  };
  const message: Message = {
    ...base,
    direction: 'out',
    author: automatic ? 'system' : 'agent:preview',
    authorName: automatic ? config.desk.name : (config.agents[0]?.name ?? 'Ann'),
    automatic,
    subject: mailSubject(number, words.subject),
    text: textOf(kind, reader, scene, record),
    to: ['mia@customer.example'],
    cc: [],
    references: ['question@customer.example'],
  };
  const purpose = kind === 'acknowledgement' ? 'receipt' : kind;
  return { message, purpose, record, answered: asked, reader, openFile: noFiles };
}

function textOf(kind: PreviewKind, reader: Reader, { config, policy, now }: Scene, record: CaseRecord): string {
  const words = samples[reader.language === 'de' ? 'de' : 'en'];
  if (kind === 'reply' || kind === 'resolution') return words[kind];
  const facts = { name: words.requester, number: record.number, subject: record.subject, desk: config.desk.name };
  const catalogue = catalogueFor(reader.language);
  if (kind === 'update') return catalogue.estimate({ ...facts, fixBy: now.add({ hours: 6 }), reader, now });
  const { clocks, priority } = evaluate(policy, [{ type: 'opened', at: now, channel: 'email' }], now);
  const title = policy.priorities.find(({ name }) => name === priority)?.title ?? priority;
  const promises = clocks.flatMap(({ clock, kind: sort, status, dueAt }) =>
    status === 'running' && dueAt !== undefined ? [{ clock, kind: sort, dueAt }] : [],
  );
  return catalogue.receipt({ ...facts, priority: title, promises, reader, now });
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
