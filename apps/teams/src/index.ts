export { SettingsError, type TeamsOptions, toTeamsOptions } from './config.ts';
export type { Log } from './log.ts';
export { start, type TeamsChannel, type TeamsExtras, type TeamsPorts, type TeamsStatus } from './start.ts';
