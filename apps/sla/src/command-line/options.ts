import { Option } from 'commander';

import type { ExitCode } from '../terminal.ts';

/** Told how a command ended. */
export type Finish = (code: ExitCode) => void;

/** An option for the answer as JSON, and those that fill what a preset leaves open. */
export const json = () => new Option('--json', 'answer as JSON');
export const zone = () => new Option('--time-zone <zone>', 'the time zone of a preset, such as Europe/London');
export const hours = () => new Option('--calendar <file>', 'a calendar file (YAML or JSON) for a preset');
export const policy = () => new Option('--policy <policy>', 'a preset’s id or a policy file').makeOptionMandatory();
export const pastHistory = () =>
  new Option('--history <file>', 'JSON lines {case, policy, events}; store is the live desk').makeOptionMandatory();
export const events = () =>
  new Option('--events <file>', 'JSON {"events":[…]} or JSON lines; - is standard input').makeOptionMandatory();

/** Where a desk's settings are, and its cases. */
export const config = () =>
  new Option('--config <file>', 'the desk’s settings; without the file the demo’s').default('sla.config.yaml');
export const data = () => new Option('--data <folder>', 'where cases and files are kept');
