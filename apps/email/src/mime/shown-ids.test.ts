import { expect, it } from 'vitest';

import { shownContentIds } from './shown-ids.ts';

it.each([
  ['an image', '<img src="cid:a@b">', 'a@b'],
  ['without quotes', '<img src=cid:a@b>', 'a@b'],
  ['in capitals', '<img src="CID:A@B">', 'a@b'],
  ['encoded', '<img src="cid:a%40b">', 'a@b'],
  ['with an entity', '<img src="cid:a&amp;c@b">', 'a&c@b'],
  ['a background', '<p style="background:url(cid:a@b)">', 'a@b'],
  ['a background in quotes', '<p style="background:url(&quot;cid:a@b&quot;)">', 'a@b'],
  ['a per cent sign of its own', '<img src="cid:100%@b">', '100%@b'],
  ['the longer of two alike', '<img src="cid:image10">', 'image10'],
])('%s is shown by its id', (_, html, id) => {
  expect([...shownContentIds(html)]).toEqual([id]);
});
