import { form } from '@sla/core';
import { z } from 'zod';

import type { MicrosoftTeamsConfig } from './desk-config.ts';

const EXPECTED_ID = 'expected an id such as 1c7c4b5e-8d2f-4f2c-9f0a-3b1d6a2e9c11, as Entra shows it';
const id = z.guid({ error: EXPECTED_ID });
const EXPECTED_CHANNEL = 'expected a channel’s id such as 19:2d8c…@thread.tacv2, as the link of the channel holds it';
const words = z.string({ error: 'expected text' }).trim().min(1, 'expected text');
const megabytes = 'expected a whole number from 1 to 1024';
const choice = z.boolean({ error: 'expected true or false' });

/** Power Automate's own hosts: the address holds a secret, and what is posted there holds customers' names. */
const flowHosts = ['.logic.azure.com', '.api.powerplatform.com'] as const;
const EXPECTED_FLOW = 'expected the address of a flow, https://… on *.logic.azure.com or *.api.powerplatform.com';

const channelSchema = form({
  id: z.string({ error: EXPECTED_CHANNEL }).regex(/^19:[^\s;]+@thread\.(tacv2|skype)$/, EXPECTED_CHANNEL),
  tenantId: id.exactOptional().describe('Where the channel is another organisation’s.'),
  teamId: id.exactOptional().describe('The team’s id in Entra; needed to read the channel through Graph.'),
  team: words.exactOptional().describe('Only cases of this team of the desk.'),
  priorities: z
    .array(words, { error: 'expected a list of priorities' })
    .min(1, 'expected a priority')
    .exactOptional()
    .describe('Only cases of these priorities.'),
  restricted: choice.exactOptional().describe('Whoever reads it may read cases with the tag restricted.'),
  intake: choice.exactOptional().describe('What is posted here becomes a case; no cards are shown here.'),
  organisation: words.exactOptional().describe('Whose cases an intake channel opens.'),
});

/** The written form of `channels.teams`. */
export const teamsChannelSchema = form({
  clientId: id,
  tenantId: id,
  clientSecret: words,
  tenants: z
    .array(id, { error: 'expected a list of tenants' })
    .exactOptional()
    .describe('Other organisations whose Teams may speak with the desk.'),
  serviceUrl: z
    .url({ protocol: /^https$/, error: 'expected an address such as https://smba.trafficmanager.net/emea/' })
    .exactOptional(),
  channels: z.array(channelSchema, { error: 'expected a list of channels' }).exactOptional(),
  maxFileMegabytes: z.int({ error: megabytes }).min(1, megabytes).max(1024, megabytes).exactOptional(),
  workflow: form({
    url: z.string({ error: EXPECTED_FLOW }).refine(isFlow, EXPECTED_FLOW),
  })
    .exactOptional()
    .describe('A one-way way out where no channel takes a card.'),
  graph: form({
    presence: choice.exactOptional(),
    activityFeed: choice.exactOptional(),
    notifications: choice.exactOptional(),
    files: choice.exactOptional(),
  })
    .exactOptional()
    .describe('What is asked of Microsoft Graph; each needs a permission.'),
}).meta({ id: 'MicrosoftTeams' });

export function toTeamsChannel(written: z.output<typeof teamsChannelSchema>): MicrosoftTeamsConfig {
  const { tenants = [], channels = [], graph, serviceUrl = 'https://smba.trafficmanager.net/teams', ...rest } = written;
  return {
    ...rest,
    tenants: [...new Set([rest.tenantId, ...tenants].map((tenant) => tenant.toLowerCase()))],
    serviceUrl,
    maxFileMegabytes: rest.maxFileMegabytes ?? 50,
    channels: channels.map((channel) => ({ restricted: false, intake: false, ...channel })),
    ...(graph && { graph: { presence: false, activityFeed: false, notifications: false, files: false, ...graph } }),
  };
}

function isFlow(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' && flowHosts.some((ending) => hostname.endsWith(ending));
}
