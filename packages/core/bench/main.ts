import { calendarBench } from './calendar-bench.ts';
import { evaluateBench } from './evaluate-bench.ts';
import { reportBench } from './report-bench.ts';

// Some peers know no zone but the process's.
process.env.TZ = 'Europe/London';

const benches: Readonly<Record<string, () => void | Promise<void>>> = {
  calendar: calendarBench,
  evaluate: evaluateBench,
  report: reportBench,
};

const [wanted] = process.argv.slice(2);
console.log(`Node ${process.version}, time zone data ${process.versions.tz}`);
for (const [name, bench] of Object.entries(benches)) {
  if (wanted === undefined || wanted === name) await bench();
}
