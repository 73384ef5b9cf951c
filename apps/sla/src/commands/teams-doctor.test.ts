import { expect, test } from 'vitest';

import { folderWith, sla } from '../testing/terminal.ts';

const settings = (teams: string) => `desk: { name: Acme, address: support@acme.example, timeZone: UTC }
policies: [tiered-support]
channels: { teams: ${teams} }
`;

test('a desk without Microsoft Teams, and one whose settings lack something, are told what was expected', async () => {
  const none = await folderWith({ 'sla.config.yaml': settings('{}').replace(/^channels.*$/m, '') });
  expect(await sla(['teams', 'doctor'], none)).toMatchObject({
    code: 2,
    err: expect.stringContaining('names no Microsoft Teams'),
  });
  const half = await folderWith({ 'sla.config.yaml': settings('{ clientId: app, tenantId: "1", clientSecret: x }') });
  const told = await sla(['teams', 'doctor'], half);
  expect(told).toMatchObject({
    code: 2,
    err: expect.stringMatching(/sla\.config\.yaml:3:\d+ .*expected an id such as/),
  });
});
