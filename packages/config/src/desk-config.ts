import type { Policy, RotaSpec } from '@sla/core';

/** A desk's settings, checked and with every default filled in. What stands in `sla.config.yaml` is its written form. */
export interface DeskConfig {
  readonly desk: DeskIdentity;
  /** The folder of the embedded database and of the blobs; absolute. */
  readonly data: string;
  /** A PostgreSQL address; without one the desk keeps its cases in `data`. */
  readonly database?: string;
  readonly server: ServerConfig;
  /** The first is the default where `policy` names none. */
  readonly policies: readonly Policy[];
  /** The policy of a case whose organisation and mailbox name none. */
  readonly policy: string;
  readonly organisations: readonly OrganisationConfig[];
  readonly agents: readonly AgentConfig[];
  readonly teams: readonly TeamConfig[];
  /** Who a ladder's role names. */
  readonly roles: Readonly<Record<string, RoleConfig>>;
  readonly intake: IntakeConfig;
  readonly mailboxes: readonly MailboxConfig[];
  /** Without one, outgoing mail is kept in the built-in catcher. */
  readonly relay?: RelayConfig;
  /** The chats that agents work cases in. */
  readonly channels: ChannelsConfig;
  /** Who of a team is on call, by the team's id. */
  readonly rotas: Readonly<Record<string, RotaSpec>>;
  /** Who of a team gets a new case; without it, cases wait to be claimed. */
  readonly autoAssign?: 'round-robin' | 'least-loaded';
  readonly secrets: SecretsConfig;
  /** What phones people; without one somebody is told to call. */
  readonly pager?: PagerConfig;
  /** Where every interaction with a customer goes. */
  readonly crm?: CrmConfig;
  readonly practice?: PracticeConfig;
}

export type PagerConfig =
  | { readonly kind: 'webhook'; readonly url: string; readonly secret: string }
  | { readonly kind: 'pagerduty'; readonly routingKey: string; readonly url?: string }
  | { readonly kind: 'goalert'; readonly url: string; readonly token: string };

export type CrmConfig =
  | { readonly kind: 'webhook'; readonly url: string; readonly secret: string }
  | { readonly kind: 'file'; readonly path: string };

/** What the desk does around its cases; each part is off unless it is set. */
export interface PracticeConfig {
  readonly checklists?: Readonly<
    Record<string, Readonly<Record<string, readonly { readonly way: 'phone' | 'email' }[]>>>
  >;
  readonly followUpDays?: number;
  readonly survey?: { readonly afterHours: number };
  readonly guidance?: Readonly<
    Record<
      string,
      { readonly threshold: number; readonly withinDays: number; readonly text: string; readonly article?: string }
    >
  >;
  readonly articles?: readonly ArticleConfig[];
  readonly announcements?: Readonly<Record<string, readonly string[]>>;
  readonly report?: { readonly every: 'week' | 'month'; readonly hour: number };
  readonly retentionDays?: number;
}

/** A page of the knowledge base, and what it is found by. */
export interface ArticleConfig {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly tags?: readonly string[];
  readonly words?: readonly string[];
}

/** What tokens are encrypted with at rest. */
export interface SecretsConfig {
  readonly key?: string;
  /** Keys that it replaced. */
  readonly previous: readonly string[];
}

export interface ChannelsConfig {
  readonly slack?: SlackChannelConfig;
  readonly teams?: MicrosoftTeamsConfig;
}

export type SlackChannelConfig = {
  /** Where cases are shown; those that fit a case best come first. */
  readonly channels: readonly SlackChannelRule[];
  readonly maxFileMegabytes: number;
} & (
  | { readonly mode: 'socket'; readonly appToken: string; readonly botToken: string }
  | {
      readonly mode: 'http';
      /** Two are live while one replaces the other. */
      readonly signingSecrets: readonly string[];
      /** Of the one workspace, where the app is not installed by OAuth. */
      readonly botToken?: string;
      readonly oauth?: { readonly clientId: string; readonly clientSecret: string };
    }
);

/** A channel of Slack, and what it is for. */
export interface SlackChannelRule {
  /** Its id, which renaming leaves alone. */
  readonly channel: string;
  /** The workspace or Grid organisation whose installation posts there. */
  readonly workspace?: string;
  /** Only cases of this team of the desk, or of these priorities. */
  readonly team?: string;
  readonly priorities?: readonly string[];
  /** Whoever reads it may read restricted cases. */
  readonly restricted: boolean;
}

export interface MicrosoftTeamsConfig {
  /** The app registration in Entra; also the bot's id. */
  readonly clientId: string;
  /** The tenant that the registration is in. */
  readonly tenantId: string;
  readonly clientSecret: string;
  /** The organisations whose Teams may speak with the desk, in lower case; the registration's own is the first. */
  readonly tenants: readonly string[];
  /** Where Teams is reached until a conversation has named another place. */
  readonly serviceUrl: string;
  /** The first that fits a case shows it. */
  readonly channels: readonly TeamsChannelRule[];
  /** A one-way way out where no channel takes a card. */
  readonly workflow?: { readonly url: string };
  /** What is asked of Microsoft Graph; without it, nothing. */
  readonly graph?: {
    readonly presence: boolean;
    readonly activityFeed: boolean;
    readonly notifications: boolean;
    /** Files are read from, and put into, SharePoint. */
    readonly files: boolean;
  };
  /** The largest file that is carried either way. */
  readonly maxFileMegabytes: number;
}

/** A channel of Teams, and what it is for. */
export interface TeamsChannelRule {
  /** `19:…@thread.tacv2`, as the channel's link shows it. */
  readonly id: string;
  /** The tenant that the channel is in; the registration's own where it is not said. */
  readonly tenantId?: string;
  /** The team's id in Entra; needed to read the channel through Graph. */
  readonly teamId?: string;
  /** Only cases of this team of the desk, or of these priorities. */
  readonly team?: string;
  readonly priorities?: readonly string[];
  /** Whoever reads it may read restricted cases. */
  readonly restricted: boolean;
  /** What is posted here becomes a case, of this organisation where one is named. No cards are shown here. */
  readonly intake: boolean;
  readonly organisation?: string;
}

export interface DeskIdentity {
  readonly name: string;
  /** The address that requesters write to, and that we write from. */
  readonly address: string;
  readonly language: string;
  readonly timeZone: string;
  /** The letters before a case number: `C` gives C-1042. */
  readonly casePrefix: string;
  /** Where people reach the console and portal; no slash at the end. */
  readonly url: string;
  /** Where customers reach the portal, no slash at the end; mail names the portal only where it is set. */
  readonly publicUrl?: string;
  /** What stands under an agent's letter. */
  readonly signature?: SignatureConfig;
}

/** A template with the blanks `{signature}` (the agent's own), `{agent}`, `{desk}`, `{address}` and `{case}`. */
export interface SignatureConfig {
  readonly text: string;
  /** Made of the text where it is not given. */
  readonly html?: string;
}

export interface ServerConfig {
  readonly host: string;
  readonly port: number;
}

export interface OrganisationConfig {
  readonly id: string;
  readonly name: string;
  readonly domains: readonly string[];
  readonly policy?: string;
  readonly timeZone?: string;
  readonly language?: string;
  readonly accountManager?: `agent:${string}`;
}

export type AgentRole = 'agent' | 'lead' | 'admin';

export interface AgentConfig {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: AgentRole;
  readonly teams: readonly string[];
  readonly timeZone?: string;
  readonly language?: string;
  /** Their own lines under their letters. */
  readonly signature?: SignatureConfig;
  /** Their accounts in chats, by an administrator's word: `T0123/U0456` in Slack, `TENANT/OBJECT-ID` in Teams. */
  readonly accounts?: { readonly slack?: string; readonly teams?: string };
}

export interface TeamConfig {
  readonly id: string;
  readonly name: string;
  /** The line of support it works, in the words of the policies. */
  readonly tier?: string;
}

export interface RoleConfig {
  readonly people: readonly `agent:${string}`[];
  readonly email: readonly string[];
}

export interface IntakeConfig {
  /** The SMTP listener; absent when it is turned off. */
  readonly smtp?: SmtpIntakeConfig;
  /** Without it the desk looks up mail that comes straight from the internet. */
  readonly authentication?: AuthenticationConfig;
}

/** How the desk finds out whether an author is who a mail says (SPF, DKIM, DMARC). */
export interface AuthenticationConfig {
  /** Hosts whose topmost `Authentication-Results` is believed. */
  readonly trust: readonly string[];
  /** Whether the desk looks it up itself: for mail straight from the internet, for all mail, or never. */
  readonly verify: 'direct' | 'always' | 'never';
  /** Name servers as ADDRESS:PORT; the machine's own where empty. */
  readonly dns: readonly string[];
  /** PEM files, absolute, of whom S/MIME signatures are believed. */
  readonly smime?: readonly string[];
}

export interface SmtpIntakeConfig extends ServerConfig {
  /** LMTP (RFC 2033) instead of SMTP. */
  readonly lmtp?: boolean;
  /** PEM files; with them STARTTLS is offered. */
  readonly tls?: TlsFiles;
  readonly maxSizeMegabytes: number;
  /** Addresses or networks that may deliver; empty lets everybody in who reaches the port. */
  readonly allowFrom: readonly string[];
}

export interface TlsFiles {
  /** Absolute. */
  readonly key: string;
  readonly cert: string;
}

export interface MailboxConfig {
  readonly id: string;
  readonly address: string;
  /** Whose cases its mail opens, where the sender belongs to no other. */
  readonly organisation?: string;
  readonly policy?: string;
  /** What is written from here, to whom neither a person's nor an organisation's language is known. */
  readonly language?: string;
  /** In place of the desk's own. */
  readonly signature?: SignatureConfig;
  /** Absent where mail for its address comes by the SMTP listener. */
  readonly imap?: ImapConfig;
  /** A Microsoft 365 mailbox, reached by Graph. */
  readonly graph?: GraphMailConfig;
}

export interface GraphMailConfig {
  readonly tenant: string;
  readonly clientId: string;
  readonly secret: string;
  readonly folder: string;
  readonly moveTo?: string;
  readonly pollSeconds: number;
  /** Whether letters from its address go out by Graph too. */
  readonly send: boolean;
  /** For national clouds. */
  readonly cloud: 'global' | 'us-gov' | 'us-dod' | 'china';
}

/** Where access tokens come from; they take the place of a password. */
export interface OAuthConfig {
  readonly provider: 'google' | 'microsoft' | 'other';
  /** The token endpoint. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  /** Of a person who agreed; without one the app speaks for itself (client credentials). */
  readonly refreshToken?: string;
  readonly scope?: string;
}

export interface ImapConfig extends ServerConfig {
  /** TLS from the first byte; false starts plain and upgrades where the server offers it. */
  readonly secure: boolean;
  readonly user: string;
  /** Empty where `oauth` stands. */
  readonly password: string;
  readonly oauth?: OAuthConfig;
  readonly folder: string;
  readonly moveTo?: string;
  readonly pollSeconds: number;
}

export interface RelayConfig extends ServerConfig {
  readonly secure: boolean;
  readonly user?: string;
  readonly password?: string;
  readonly oauth?: OAuthConfig;
  /** Signs what goes out (RFC 6376). */
  readonly dkim?: DkimConfig;
}

export interface DkimConfig {
  readonly domain: string;
  readonly selector: string;
  /** The private key: PEM. One of the two is there. */
  readonly privateKey?: string;
  /** Its file; absolute. */
  readonly keyFile?: string;
}
