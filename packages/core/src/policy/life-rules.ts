import { quoted } from '../time/time-error.ts';
import type { ClosingRule, ReopenRule } from './policy.ts';
import type { PolicyField } from './policy-error.ts';
import { readTime } from './read-time.ts';

/** `resume within 7 days`, that `, then new-case` or `, then new-cycle`, `new-cycle`, or `ignore`. */
export function readReopening(rule: PolicyField<string>): ReopenRule | undefined {
  const { value } = rule;
  if (value === 'new-cycle' || value === 'ignore') return { kind: value };
  const [, time, after] = /^resume\s+within\s+(.+?)(?:,\s*then\s+(new-cycle|new-case))?$/.exec(value) ?? [];
  if (time === undefined) {
    const expected = '`resume within 7 days`, that `, then new-cycle` or `, then new-case`, `new-cycle` or `ignore`';
    rule.refuse('bad-value', `${quoted(value)} is no rule of reopening: expected ${expected}`);
    return undefined;
  }
  const read = readTime(rule.holding(time));
  return (
    read && { kind: 'resume', within: read.target, text: read.text, after: after === 'new-case' ? after : 'new-cycle' }
  );
}

/** `7 days after resolved`. */
export function readClosing(rule: PolicyField<string>): ClosingRule | undefined {
  const [, time] = /^(.+?)\s+after\s+resolved$/.exec(rule.value) ?? [];
  const read = time === undefined ? undefined : readTime(rule.holding(time));
  if (time === undefined)
    rule.refuse(
      'bad-value',
      `${quoted(rule.value)} is no rule of closing: expected a time such as \`7 days after resolved\``,
    );
  return read && { after: read.target, text: read.text };
}
