import { expect, test } from 'vitest';

import { mentionedUsers, plainText } from './plain-text.ts';

const nameOf = (user: string) => (user === 'U0ANN' ? 'Ann Example' : undefined);

test.each([
  ['<@U0ANN> please look', '@Ann Example please look'],
  ['<@U0WHO> and <@U0WHO|joe>', '@U0WHO and @joe'],
  ['see <https://lms.example/a?b=1&amp;c=2|the page>', 'see the page (https://lms.example/a?b=1&c=2)'],
  ['see <https://lms.example>', 'see https://lms.example'],
  ['write to <mailto:maria@ashdown.example|maria@ashdown.example>', 'write to maria@ashdown.example'],
  ['in <#C0123|triage>, <!here>, <!subteam^S1|@first-line>', 'in #triage, @here, @first-line'],
  ['by <!date^1795431600^{date}|23 Nov>', 'by 23 Nov'],
  ['1 &lt; 2 &amp;&amp; 3 &gt; 2 &amp;lt;', '1 < 2 && 3 > 2 &lt;'],
])('%s reads %s', (written, expected) => {
  expect(plainText(written, nameOf)).toBe(expected);
});

test('who is mentioned can be looked up first', () => {
  expect(mentionedUsers('<@U0ANN> <@W0BOB|bob> <!here> @nobody')).toEqual(['U0ANN', 'W0BOB']);
});
