import { fileURLToPath } from 'node:url';

/** The settings of the demo desk: beside `src` and beside `dist`. */
export const demoConfigFile = fileURLToPath(new URL('../demo/sla.config.yaml', import.meta.url));
