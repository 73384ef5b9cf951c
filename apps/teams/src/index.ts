export { SettingsError, type TeamsOptions, toTeamsOptions } from './config.ts';
export { type Finding, teamsDoctor } from './doctor.ts';
export {
  start,
  type TeamsChannel,
  type TeamsExtras,
  type TeamsPorts,
  type TeamsStatus,
  type TeamsTrouble,
} from './start.ts';
