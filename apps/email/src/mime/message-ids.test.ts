import { expect, it } from 'vitest';

import { parseHeaderBlock } from './header-fields.ts';
import { messageId, references } from './message-ids.ts';

it.each([
  ['without blanks between', '<a@b><c@d>', ['a@b', 'c@d']],
  ['without brackets', 'a@b, c@d', ['a@b', 'c@d']],
  ['in square brackets', '[a@b]', ['a@b']],
  ['after words', 'Your message of "Mon, 5 Oct" <a@b>', ['a@b']],
  ['folded within', '<a\r\n\t@b>', ['a@b']],
  ['cut off at the end', '<a@b> <c@d', ['a@b', 'c@d']],
  ['as an encoded word', '=?utf-8?q?=3Ca=40b=3E?=', ['a@b']],
  ['that look like an encoded word', '<=?utf-8?Q?x?=@y>', ['=?utf-8?Q?x?=@y']],
  ['with brackets as entities', '&lt;a@b&gt;', ['a@b']],
  ['without an at sign', '<abc> def', ['abc']],
])('ids %s', (_, value, expected) => {
  expect(references(parseHeaderBlock(`References: ${value}`).fields)).toEqual(expected);
});

it('a message’s own id is the first', () => {
  expect(messageId(parseHeaderBlock('Message-ID: <a\r\n @b> <c@d>').fields)).toBe('a@b');
});
