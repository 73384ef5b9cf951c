import * as core from '@sla/core';
import { compileCalendar } from '@sla/core/calendar';
import * as presets from '@sla/core/presets';

import { answers } from './answers.mjs';

process.stdout.write(JSON.stringify(answers({ ...core, compileCalendar }, presets)));
