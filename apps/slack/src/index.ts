export type { SlackChannel, SlackPorts, SlackStatus } from './channel.ts';
export { toSlackOptions } from './config.ts';
export { type Finding, slackDoctor } from './doctor.ts';
export type { Log } from './log.ts';
export { type SlackOptions, slackItself } from './options.ts';
export { SlackStartError, start } from './start.ts';
export type { Trouble } from './troubles.ts';
