const core = require('@sla/core');
const { compileCalendar } = require('@sla/core/calendar');
const presets = require('@sla/core/presets');

void import('./answers.mjs').then(({ answers }) => {
  process.stdout.write(JSON.stringify(answers({ ...core, compileCalendar }, presets)));
});
