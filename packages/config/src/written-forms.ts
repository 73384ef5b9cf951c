import { isTimeZone } from '@sla/core';
import { z } from 'zod';

export const name = z
  .string({ error: 'expected a name such as tier-1' })
  .regex(/^\p{L}[\p{L}\p{N}_.-]*$/u, 'expected a name that begins with a letter and has no spaces, such as tier-1');
export const words = z.string({ error: 'expected text' }).trim().min(1, 'expected text');
const EXPECTED_EMAIL = 'expected an address such as support@acme.example';
export const email = z.string({ error: EXPECTED_EMAIL }).regex(/^[^\s@<>]+@[^\s@<>]+$/, EXPECTED_EMAIL);
const EXPECTED_ZONE = 'expected an IANA time zone such as Europe/London';
export const timeZone = z.string({ error: EXPECTED_ZONE }).refine(isTimeZone, EXPECTED_ZONE);
const EXPECTED_LANGUAGE = 'expected a language such as en or de';
export const language = z.string({ error: EXPECTED_LANGUAGE }).regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, EXPECTED_LANGUAGE);
const EXPECTED_PERSON = 'expected an agent such as agent:ann';
export const person = z.templateLiteral(['agent:', z.string().min(1)], { error: EXPECTED_PERSON });
const EXPECTED_DOMAIN = 'expected a domain such as hill.example';
export const domain = z
  .string({ error: EXPECTED_DOMAIN })
  .regex(/^[^\s@/]+\.[^\s@/]+$/, EXPECTED_DOMAIN)
  .transform((text) => text.toLowerCase());
const EXPECTED_URL = 'expected an address such as https://desk.acme.example';
export const url = z
  .string({ error: EXPECTED_URL })
  .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), EXPECTED_URL)
  .transform((text) => text.replace(/\/+$/, ''));

const EXPECTED_PUBLIC =
  'expected an address that customers can reach, without a path, such as https://help.acme.example';
/** Where pages of ours lie: their own links begin at its root. */
export const publicUrl = z
  .string({ error: EXPECTED_PUBLIC })
  .refine((text) => /^https?:\/\/[^/?#@]+\/?$/i.test(text) && URL.canParse(text), EXPECTED_PUBLIC)
  .transform((text) => new URL(text).origin);

/** Whole numbers, also as the texts that variables of the environment are. */
export function count(min: number, max: number) {
  const error = `expected a whole number from ${min} to ${max}`;
  const number = z.int({ error }).min(min, error).max(max, error);
  const text = z
    .string()
    .refine((each) => number.safeParse(each.trim() === '' ? undefined : Number(each)).success, error)
    .transform(Number);
  return z.union([number, text], { error });
}

export const port = count(0, 65_535);

/** True or false, also as the texts that variables of the environment are. */
export const choice = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')], {
  error: 'expected true or false',
});

export const list = <Item extends z.ZodType>(item: Item, what: string) =>
  z.array(item, { error: `expected a list of ${what}` });
