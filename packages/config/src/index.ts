export { loadCalendar } from './calendar-file.ts';
export type {
  AgentConfig,
  AgentRole,
  AuthenticationConfig,
  ChannelsConfig,
  CrmConfig,
  DeskConfig,
  DeskIdentity,
  DkimConfig,
  GraphMailConfig,
  ImapConfig,
  IntakeConfig,
  MailboxConfig,
  MicrosoftTeamsConfig,
  OAuthConfig,
  OrganisationConfig,
  PagerConfig,
  PracticeConfig,
  RelayConfig,
  RoleConfig,
  SecretsConfig,
  ServerConfig,
  SignatureConfig,
  SlackChannelConfig,
  SlackChannelRule,
  SmtpIntakeConfig,
  TeamConfig,
  TeamsChannelRule,
  TlsFiles,
} from './desk-config.ts';
export { toDeskOptions, toDeskPeople } from './desk-options.ts';
export type { Environment } from './environment.ts';
export { type Fault, formatFault } from './fault.ts';
export { readSource } from './file-source.ts';
export { deskConfigJsonSchema, policyJsonSchema } from './json-schemas.ts';
export { type DeskOptions, defaultDeskConfig, type LoadedDesk, loadDeskConfig } from './load-desk-config.ts';
export { type LoadedPolicy, loadPolicy, loadPolicyFrom, type PolicyOptions, type Refused } from './policy-file.ts';
export { type SecretKeys, secretKeyFile, secretKeys } from './secret-keys.ts';
export { partOf, type Source } from './source.ts';
export { readYaml } from './yaml-source.ts';
