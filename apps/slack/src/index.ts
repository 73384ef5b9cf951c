export type { SlackChannel, SlackPorts, SlackStatus } from './channel.ts';
export { toSlackOptions } from './config.ts';
export { type Finding, installedWorkspaces, slackDoctor } from './doctor.ts';
export type { Log } from './log.ts';
export type { SlackOptions } from './options.ts';
export { SlackStartError, start } from './start.ts';
