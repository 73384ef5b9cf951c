import type { SignatureConfig } from '@sla/config';

import { escapeHtml, paragraphs } from './plain-html.ts';

/** What stands under letters: the agents' own lines, and the templates of mailboxes and of the desk. */
export interface Signatures {
  readonly desk?: SignatureConfig;
  /** By address. */
  readonly mailboxes: Readonly<Record<string, SignatureConfig>>;
  /** By id. */
  readonly agents: Readonly<Record<string, SignatureConfig>>;
}

export interface Signed {
  readonly text: string;
  readonly html: string;
}

/** Who signs, and where. */
export interface Signing {
  /** `agent:ann`; only people sign. */
  readonly author: string;
  readonly agent: string;
  readonly desk: string;
  readonly address: string;
  readonly case: string;
}

/** Nobody says otherwise: the agent's own lines, if there are any. */
const plain: SignatureConfig = { text: '{signature}', html: '{signature}' };

/** The signature under a letter: the mailbox's template, else the desk's; its blanks are filled. Undefined where nothing is left. */
export function signatureOf(signing: Signing, { desk, mailboxes, agents }: Signatures): Signed | undefined {
  const { author } = signing;
  if (!author.startsWith('agent:')) return undefined;
  const own = agents[author.slice('agent:'.length)];
  const template = mailboxes[signing.address.toLowerCase()] ?? desk ?? plain;
  const signed = fill(template, signing, own && fill(own, signing, undefined));
  return signed.text === '' ? undefined : signed;
}

function fill({ text, html }: SignatureConfig, signing: Signing, own: Signed | undefined): Signed {
  const words = tidy(filled(text, { ...valuesOf(signing), signature: own?.text ?? '' }));
  if (html === undefined) return { text: words, html: paragraphs(words) };
  const escaped = Object.entries(valuesOf(signing)).map(([blank, value]) => [blank, escapeHtml(value)] as const);
  return { text: words, html: filled(html, { ...Object.fromEntries(escaped), signature: own?.html ?? '' }) };
}

function valuesOf({ agent, desk, address, case: number }: Signing): Readonly<Record<string, string>> {
  return { agent, desk, address, case: number };
}

function filled(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(signature|agent|desk|address|case)\}/g, (_, blank: string) => values[blank] ?? '');
}

/** A blank that stays empty leaves no empty lines at either end. */
function tidy(text: string): string {
  return text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
