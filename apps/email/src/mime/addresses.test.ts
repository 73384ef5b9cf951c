import { expect, it } from 'vitest';

import { parseAddresses } from './addresses.ts';

it('takes no control character into an address', () => {
  const torn = [
    'Mia <mi\u0000a@uni.example>',
    'm@uni\u0000.example',
    '"x mi\u0000a@uni.example',
    '&\u0007b@x\u0000y, <',
    'a@x.@k \u0080fþ@ú\u0000m',
  ];
  const addresses = torn.flatMap((value) => parseAddresses(value).map(({ address }) => address));
  expect(addresses).toContain('mia@uni.example');
  expect(addresses.filter((address) => /\p{Cc}/u.test(address))).toEqual([]);
  expect(parseAddresses('\u0007')).toEqual([]);
});
