import type { CaseStore } from '@sla/case-store';
import type { Vault } from '@sla/desk';
import { type ConversationsInfoResponse, WebClient } from '@slack/web-api';

import { slackNamespace } from './cards.ts';
import { keptInstallations } from './installations.ts';
import { botScopes, type SlackOptions, type SlackRoute } from './options.ts';
import { clientOptions } from './slack-clients.ts';
import { slackFault } from './slack-fault.ts';

/** One thing that was looked at. */
export interface Finding {
  readonly what: string;
  readonly ok: boolean;
  /** What was found; what to do, where it is not fine. */
  readonly sentence: string;
}

export interface Installed {
  readonly key: string;
  readonly name: string;
  readonly botToken: string;
}

/** The workspaces that the app was installed in by OAuth, with their tokens. */
export function installedWorkspaces(
  store: Pick<CaseStore, 'channelState'>,
  vault: Vault,
): Promise<readonly Installed[]> {
  return keptInstallations(store.channelState(slackNamespace), vault).all();
}

/** Looks at everything that must be right for cases to be shown and worked in Slack: tokens, scopes, secrets, channels. */
export async function slackDoctor(options: SlackOptions, installed: readonly Installed[]): Promise<readonly Finding[]> {
  const { intake } = options;
  const findings: Finding[] = [
    ...(intake.kind === 'socket' ? [await socketFinding(options, intake.appToken)] : secretFindings(intake)),
  ];
  const workspaces = await workspacesOf(options, installed);
  if (workspaces.length === 0) findings.push(nobody(options));
  for (const workspace of workspaces) findings.push(...(await workspaceFindings(options, workspace)));
  if (options.routes.length === 0)
    findings.push(no('channels', 'No channel is named, so no case is shown: name one under channels.slack.channels.'));
  if (
    !options.routes.some(({ team, priorities, restricted }) => !team && !priorities && !restricted) &&
    options.routes.length > 0
  )
    findings.push(
      no(
        'channels',
        'Every channel is for some team, priority or restricted cases only: name one that takes all other cases.',
      ),
    );
  return findings;
}

interface Workspace {
  readonly key?: string;
  readonly client: WebClient;
}

async function workspacesOf(options: SlackOptions, installed: readonly Installed[]): Promise<readonly Workspace[]> {
  const { intake, platform } = options;
  const clientOf = (token: string) => new WebClient(token, clientOptions(platform));
  return [
    ...(intake.botToken === undefined ? [] : [{ client: clientOf(intake.botToken) }]),
    ...installed.map(({ key, botToken }) => ({ key, client: clientOf(botToken) })),
  ];
}

function nobody({ url, intake }: SlackOptions): Finding {
  return intake.kind === 'http' && intake.oauth
    ? no('workspaces', `The app is installed nowhere yet: open ${url}/slack/install and agree.`)
    : no('workspaces', 'There is no token: put channels.slack.botToken into the settings.');
}

/** Whether Slack signs with this secret shows only when it calls; what can never be one is seen before. */
function secretFindings(intake: Extract<SlackOptions['intake'], { kind: 'http' }>): readonly Finding[] {
  return intake.signingSecrets.map((secret) =>
    /^[0-9a-f]{32}$/.test(secret)
      ? yes('signing secret', 'It has the form of one. A request that Slack signs otherwise is answered 401.')
      : no(
          'signing secret',
          'It is none of Slack’s: those are 32 hexadecimal digits, under Basic Information > App Credentials > Signing Secret. The client secret and the verification token are others.',
        ),
  );
}

async function socketFinding({ platform }: SlackOptions, appToken: string): Promise<Finding> {
  if (!appToken.startsWith('xapp-'))
    return no(
      'app token',
      'It is no app-level token: those begin with xapp-, under Basic Information > App-Level Tokens.',
    );
  try {
    await new WebClient(appToken, clientOptions(platform)).apps.connections.open();
    return yes('app token', 'Slack opens a socket for it.');
  } catch (error) {
    const { code, sentence } = slackFault(error);
    return no(
      'app token',
      code === 'missing_scope' || code === 'not_allowed_token_type'
        ? 'It lacks the scope connections:write: make another under Basic Information > App-Level Tokens.'
        : `Slack opens no socket for it (${code}): turn on Socket Mode, and check channels.slack.appToken. ${sentence}`,
    );
  }
}

async function workspaceFindings(options: SlackOptions, { key, client }: Workspace): Promise<readonly Finding[]> {
  try {
    const me = await client.auth.test();
    const team = me.team_id ?? key ?? '';
    const routes = options.routes.filter(({ workspace }) => workspace === undefined || workspace === (key ?? team));
    return [
      yes(`workspace ${me.team ?? team}`, `The token works; the app is ${me.user ?? 'there'} in ${team}.`),
      ...scopeFindings(me.response_metadata?.scopes),
      ...(await Promise.all(routes.map((route) => channelFinding(client, route)))),
    ];
  } catch (error) {
    return [no(`workspace ${key ?? 'of channels.slack.botToken'}`, slackFault(error).sentence)];
  }
}

function scopeFindings(granted: readonly string[] | undefined): readonly Finding[] {
  if (!granted || granted.length === 0) return [];
  const lacking = botScopes.filter((scope) => !granted.includes(scope));
  if (lacking.length === 0) return [yes('scopes', 'All that are needed are granted.')];
  return [
    no(
      'scopes',
      `Lacking: ${lacking.join(', ')}. Add them under OAuth & Permissions (manifest.yaml has all), then install the app again.`,
    ),
  ];
}

async function channelFinding(client: WebClient, { channel, restricted }: SlackRoute): Promise<Finding> {
  const what = `channel ${channel}`;
  try {
    const { channel: found } = await client.conversations.info({ channel });
    return judged(`${what} #${found?.name ?? '?'}`, found, restricted);
  } catch (error) {
    return no(what, slackFault(error, channel).sentence);
  }
}

function judged(what: string, found: ConversationsInfoResponse['channel'], restricted: boolean): Finding {
  if (found?.is_archived) return no(what, 'It is archived: unarchive it, or name another.');
  if (!found?.is_member) return no(what, 'The app is not in it: type /invite @Cases there.');
  if (found.is_ext_shared || found.is_pending_ext_shared)
    return no(what, 'It is shared with another organisation (Slack Connect), so no case is shown there: name another.');
  if (restricted && !found.is_private)
    return no(what, 'It is for restricted cases, but open to the whole workspace: make it private, or name another.');
  return yes(what, restricted ? 'It is private, and the app is in it.' : 'The app is in it.');
}

function yes(what: string, sentence: string): Finding {
  return { what, ok: true, sentence };
}

function no(what: string, sentence: string): Finding {
  return { what, ok: false, sentence };
}
