import { form } from '@sla/core';
import { z } from 'zod';

import type { CrmConfig, PagerConfig, PracticeConfig } from './desk-config.ts';

const words = z.string({ error: 'expected text' }).trim().min(1, 'expected text');
const EXPECTED_URL = 'expected an address such as https://pager.acme.example/desk';
const url = z
  .string({ error: EXPECTED_URL })
  .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), EXPECTED_URL);
const EXPECTED_SECRET = 'expected whsec_ and 24 to 64 bytes in base64, as Standard Webhooks writes secrets';
const secret = z.string({ error: EXPECTED_SECRET }).refine(isSecret, EXPECTED_SECRET);
const whole = (min: number, max: number) => {
  const error = `expected a whole number from ${min} to ${max}`;
  return z.int({ error }).min(min, error).max(max, error);
};

const webhook = form({ url, secret: secret.describe('What each request is signed with, from a variable.') });

/** The written form of `pager`. */
export const pagerSchema = form({
  webhook: webhook.exactOptional().describe('Your own service, by a signed request (Standard Webhooks).'),
  pagerduty: form({ routingKey: words, url: url.exactOptional() })
    .exactOptional()
    .describe('PagerDuty by its Events API v2; `url` names the European service.'),
  goalert: form({ url, token: words }).exactOptional().describe('GoAlert by its generic API.'),
}).refine((pager) => Object.keys(pager).length === 1, 'expected one of webhook, pagerduty and goalert');

/** The written form of `crm`. */
export const crmSchema = form({
  webhook: webhook.exactOptional(),
  file: words.exactOptional().describe('One JSON object a line is added to it.'),
}).refine((crm) => Object.keys(crm).length === 1, 'expected either webhook or file');

const way = z.enum(['phone', 'email'], { error: 'expected phone or email' });

const wordList = z.array(words, { error: 'expected a list of words' });
const address = z.email({ error: 'expected an address such as maria@ashdown.example' });
const EXPECTED_ID = 'expected an id of small letters, digits and hyphens, such as reset-password';
const articleId = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, EXPECTED_ID);

/** The written form of `practice`. */
export const practiceSchema = form({
  checklists: z
    .record(words, z.record(words, z.array(way, { error: 'expected a list of ways' })), {
      error: 'expected policies, each with priorities and their ways',
    })
    .exactOptional()
    .describe('By policy and priority: in which order requesters are reached, such as [phone, email].'),
  followUpDays: whole(1, 365).exactOptional().describe('Ask so long after a case was resolved whether it stayed so.'),
  survey: form({ afterHours: whole(0, 8_760) })
    .exactOptional()
    .describe('Ask the requester so long after a case was resolved how it was.'),
  guidance: z
    .record(
      words,
      form({ threshold: whole(1, 1_000), withinDays: whole(1, 3_650), text: words, article: words.exactOptional() }),
      {
        error: 'expected tags, each with threshold, withinDays and text',
      },
    )
    .exactOptional()
    .describe('By tag: what helps with what keeps coming back.'),
  articles: z
    .record(articleId, form({ title: words, url, tags: wordList.exactOptional(), words: wordList.exactOptional() }), {
      error: 'expected articles by their ids, each with title and url',
    })
    .exactOptional()
    .describe('The knowledge base: suggested by the tags of a case and by the words of its requester.'),
  announcements: z
    .record(
      words,
      z.array(address, { error: 'expected a list of addresses' }).min(1, 'expected at least one address'),
      {
        error: 'expected organisations by their ids, each with addresses',
      },
    )
    .exactOptional()
    .describe('By organisation: to whom announcements go; where it is not named, to whoever of it wrote last.'),
  report: form({
    every: z.enum(['week', 'month'], { error: 'expected week or month' }),
    hour: whole(0, 23).exactOptional(),
  })
    .exactOptional()
    .describe('Mail to the leads on what was kept.'),
  retentionDays: whole(1, 36_500)
    .exactOptional()
    .describe('Words of cases that were closed longer ago are erased; their clocks stay.'),
});

type Written<Schema extends z.ZodType> = z.output<Schema>;

export function toPager({ webhook: own, pagerduty, goalert }: Written<typeof pagerSchema>): PagerConfig {
  if (own) return { kind: 'webhook', ...own };
  if (pagerduty) return { kind: 'pagerduty', ...pagerduty };
  return { kind: 'goalert', url: '', token: '', ...goalert };
}

export function toCrm(
  { webhook: own, file = '' }: Written<typeof crmSchema>,
  path: (file: string) => string,
): CrmConfig {
  return own ? { kind: 'webhook', ...own } : { kind: 'file', path: path(file) };
}

export function toPractice({
  checklists,
  report,
  articles,
  ...practice
}: Written<typeof practiceSchema>): PracticeConfig {
  const steps = (ways: readonly ('phone' | 'email')[]) => ways.map((each) => ({ way: each }));
  return {
    ...practice,
    ...(report && { report: { hour: 8, ...report } }),
    ...(articles && { articles: Object.entries(articles).map(([id, article]) => ({ id, ...article })) }),
    ...(checklists && {
      checklists: mapValues(checklists, (priorities) => mapValues(priorities, steps)),
    }),
  };
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value) => Result,
): Readonly<Record<string, Result>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

function isSecret(text: string): boolean {
  const base64 = text.replace(/^whsec_/, '');
  const bytes = Buffer.from(base64, 'base64').length;
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) && bytes >= 24 && bytes <= 64;
}
