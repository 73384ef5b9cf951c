/** What the Slack channel is told. */
export interface SlackOptions {
  readonly intake: SlackIntake;
  /** Where cases are shown; those that fit a case best come first, and the next one stands in when one fails. */
  readonly routes: readonly SlackRoute[];
  /** Where the console is reached: links to it unfurl, and installing comes back there. */
  readonly url: string;
  readonly maxFileMegabytes: number;
  readonly platform: SlackPlatform;
}

/** Socket Mode for one workspace behind a firewall; HTTP for one, or with OAuth for many. */
export type SlackIntake =
  | { readonly kind: 'socket'; readonly appToken: string; readonly botToken: string }
  | {
      readonly kind: 'http';
      /** Two are live while one replaces the other. */
      readonly signingSecrets: readonly string[];
      readonly botToken?: string;
      readonly oauth?: { readonly clientId: string; readonly clientSecret: string };
    };

export interface SlackRoute {
  /** A channel's id, which renaming leaves alone. */
  readonly channel: string;
  /** The workspace or Grid organisation whose installation posts there; needed where there are several. */
  readonly workspace?: string;
  readonly team?: string;
  readonly priorities?: readonly string[];
  /** Restricted cases may be shown here. */
  readonly restricted: boolean;
}

/** Slack's own addresses; tests put a peer on loopback in their place. */
export interface SlackPlatform {
  readonly apiUrl: string;
  readonly authorizeUrl: string;
  /** Hosts that files come from, the only ones besides the API that ever see a token. */
  readonly fileHosts: readonly string[];
  readonly uploadHosts: readonly string[];
  readonly responseHosts: readonly string[];
  readonly protocol: 'https:' | 'http:';
}

export const slackItself: SlackPlatform = {
  apiUrl: 'https://slack.com/api/',
  authorizeUrl: 'https://slack.com/oauth/v2/authorize',
  fileHosts: ['files.slack.com'],
  uploadHosts: ['files.slack.com'],
  responseHosts: ['hooks.slack.com'],
  protocol: 'https:',
};

/** What the app asks for, as in its manifest. */
export const botScopes: readonly string[] = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:write',
  'links:read',
  'links:write',
  'users:read',
  'users:read.email',
];
