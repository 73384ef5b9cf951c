import type { TeamsChannelRule } from '@sla/config';
import type { Temporal } from '@sla/core';
import { connectGraph, type OperationName, uncovered } from '@sla/graph';

import type { TeamsOptions } from './config.ts';
import { connect } from './connection.ts';
import type { Conversations } from './conversations.ts';
import { silent } from './log.ts';
import { createMetrics } from './metrics.ts';
import { toTeamsFault } from './teams-fault.ts';

/** One thing that was looked at. */
export interface Finding {
  readonly what: string;
  readonly ok: boolean;
  /** What was found; what to do, where it is not fine. */
  readonly sentence: string;
}

/** Looks at everything that must be right for cases to be worked in Teams. Posts nothing, changes nothing. */
export async function teamsDoctor(options: TeamsOptions, now: () => Temporal.Instant): Promise<readonly Finding[]> {
  const still = { clock: () => 0, sleep: async () => undefined };
  const { token, conversations } = await connect(
    options,
    async () => ({ status: 503 }),
    createMetrics(),
    silent,
    still,
  );
  const registration = await tokenFinding(options, token);
  return [
    registration,
    ...addressFindings(options),
    ...routeFindings(options),
    // Without a token every channel would say the same.
    ...(registration.ok
      ? await Promise.all(options.channels.map((channel) => channelFinding(options, channel, conversations)))
      : []),
    ...(await graphFindings(options, now)),
  ];
}

/** The registration, by asking for the very token that messages are sent with. */
async function tokenFinding(options: TeamsOptions, token: () => Promise<string>): Promise<Finding> {
  const what = 'app registration';
  try {
    return (await token()) === ''
      ? no(what, 'Entra gave no token.')
      : yes(what, `Entra gives tokens to ${options.clientId} in ${options.tenantId}.`);
  } catch (error) {
    return no(what, tokenSentence(error instanceof Error ? error.message : String(error)));
  }
}

async function channelFinding(
  { tenantId, serviceUrl }: TeamsOptions,
  channel: TeamsChannelRule,
  conversations: Conversations,
): Promise<Finding> {
  const what = `channel ${channel.id}`;
  try {
    await conversations.look({ conversationId: channel.id, tenantId: channel.tenantId ?? tenantId, serviceUrl });
    return yes(what, channel.intake ? 'The app is in it, and takes cases in.' : 'The app is in it.');
  } catch (error) {
    return no(what, toTeamsFault(error).message);
  }
}

/** Entra's own codes (learn.microsoft.com, “Microsoft Entra authentication and authorization error codes”). */
const entraCodes: Readonly<Record<string, string>> = {
  AADSTS7000215: 'The client secret is wrong: channels.teams.clientSecret wants the secret’s value, not its id.',
  AADSTS7000222:
    'The client secret has run out: make another under Certificates & secrets, and put its value into channels.teams.clientSecret.',
  AADSTS700016:
    'There is no such app in this tenant: compare channels.teams.clientId and tenantId with the overview of the registration.',
  AADSTS90002: 'There is no such tenant: compare channels.teams.tenantId with the overview of the registration.',
  AADSTS53003: 'A conditional access policy keeps the app out: ask the tenant’s administrator.',
};

function tokenSentence(message: string): string {
  const code = Object.keys(entraCodes).find((known) => message.includes(known));
  const known = code === undefined ? undefined : entraCodes[code];
  return known ?? `Entra gives no token: ${message.slice(0, 300)}`;
}

function addressFindings({ desk }: TeamsOptions): readonly Finding[] {
  const what = 'messaging endpoint';
  const { url } = desk;
  if (url === undefined || !url.startsWith('https://'))
    return [
      no(
        what,
        `Teams can only reach a public https address, and desk.url is ${url ?? 'not set'}: put a reverse proxy or tunnel before the desk, and its address into desk.url.`,
      ),
    ];
  return [yes(what, `Enter ${url}/teams/messages as the messaging endpoint of the bot.`)];
}

function routeFindings({ channels, workflow, graph }: TeamsOptions): readonly Finding[] {
  const shown = channels.filter(({ intake }) => !intake);
  const forAll = shown.some(({ team, priorities, restricted }) => !team && !priorities && !restricted);
  return [
    ...(shown.length === 0 && workflow === undefined
      ? [no('channels', 'No channel is named, so no case is shown: name one under channels.teams.channels.')]
      : []),
    ...(shown.length > 0 && !forAll
      ? [
          no(
            'channels',
            'Every channel is for some team, priority or restricted cases only: name one that takes all other cases.',
          ),
        ]
      : []),
    ...(shown.some(({ restricted }) => restricted)
      ? []
      : [yes('restricted cases', 'No channel is marked restricted: cases with that tag are kept out of Teams.')]),
    ...channels
      .filter(({ intake, teamId }) => teamId === undefined && (graph?.files || (intake && graph?.notifications)))
      .map(({ id }) =>
        no(`channel ${id}`, 'Reading it through Graph needs its teamId: “Get link to team” shows it as groupId.'),
      ),
    ...(forAll ? [yes('channels', `${shown.length} show cases, ${channels.length - shown.length} take them in.`)] : []),
  ];
}

async function graphFindings(options: TeamsOptions, now: () => Temporal.Instant): Promise<readonly Finding[]> {
  const { graph, tenantId, clientId, clientSecret, peer } = options;
  if (graph === undefined) return [];
  const wanted: readonly OperationName[] = [
    'readUser',
    ...(graph.presence ? (['readPresence'] as const) : []),
    ...(graph.activityFeed ? (['notifyActivity'] as const) : []),
    ...(graph.notifications ? (['readChannel', 'subscribeToChannel'] as const) : []),
    ...(graph.files ? (['readFile', 'writeFile'] as const) : []),
  ];
  const port = connectGraph({
    tenantId,
    clientId,
    credential: { secret: clientSecret },
    now,
    ...(peer?.graphFetch !== undefined && { fetch: peer.graphFetch }),
  });
  try {
    const granted = await port.grantedPermissions();
    if (granted === undefined) return [yes('Graph', 'Entra gives a token, and does not say what it allows.')];
    const lacking = uncovered(wanted, granted);
    if (lacking.length === 0)
      return [
        yes(
          'Graph',
          `Allowed: ${wanted.join(', ')}, as far as an administrator grants it; consent of teams shows only in use.`,
        ),
      ];
    return lacking.map(({ doing, anyOf }) =>
      no(
        'Graph',
        `The app may not ${doing}: grant ${anyOf.map(({ name }) => name).join(' or ')} under API permissions, with admin consent.`,
      ),
    );
  } catch (error) {
    return [no('Graph', error instanceof Error ? error.message : toTeamsFault(error).message)];
  }
}

function yes(what: string, sentence: string): Finding {
  return { what, ok: true, sentence };
}

function no(what: string, sentence: string): Finding {
  return { what, ok: false, sentence };
}
