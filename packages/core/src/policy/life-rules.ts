import { quoted } from '../time/time-error.ts';
import type { ClosingRule, ReopenRule } from './policy.ts';
import type { PolicyPath, Report } from './policy-error.ts';
import { readTime } from './read-time.ts';

/** `resume within 7 days`, that `, then new-case` or `, then new-cycle`, `new-cycle`, or `ignore`. */
export function readReopening(text: string, path: PolicyPath, report: Report): ReopenRule | undefined {
  if (text === 'new-cycle' || text === 'ignore') return { kind: text };
  const [, time, after] = /^resume\s+within\s+(.+?)(?:,\s*then\s+(new-cycle|new-case))?$/.exec(text) ?? [];
  if (time === undefined) {
    const expected =
      'expected `resume within 7 days`, that `, then new-cycle` or `, then new-case`, `new-cycle` or `ignore`';
    report(path, 'bad-value', `${quoted(text)} is no rule of reopening: ${expected}`);
    return undefined;
  }
  const read = readTime(time, path, report);
  return (
    read && { kind: 'resume', within: read.target, text: read.text, after: after === 'new-case' ? after : 'new-cycle' }
  );
}

/** `7 days after resolved`. */
export function readClosing(text: string, path: PolicyPath, report: Report): ClosingRule | undefined {
  const [, time] = /^(.+?)\s+after\s+resolved$/.exec(text) ?? [];
  if (time === undefined) {
    report(
      path,
      'bad-value',
      `${quoted(text)} is no rule of closing: expected a time such as \`7 days after resolved\``,
    );
    return undefined;
  }
  const read = readTime(time, path, report);
  return read && { after: read.target, text: read.text };
}
