/** What SPF, DKIM and DMARC say of the author's domain. */
export interface Verdict {
  /** `proved` by an aligned signature or path, `disproved` where the domain asks that such mail be refused. */
  readonly verdict: 'proved' | 'disproved' | 'unknown';
  /** For agents, a sentence; absent where there is nothing to say. */
  readonly why?: string;
}

export function disproof(whose: string): string {
  return `${whose} found that its sender is not who it says (DMARC fails): answer with care.`;
}
