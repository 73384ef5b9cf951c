// `npm test`: format, lint, types, boundaries, unused code, packages, every test. Runs all of it even when one part fails,
// says which failed, and ends with the sums of every suite.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { startPostgres } from './postgres.mjs';
import { runBounded } from './run-bounded.mjs';

const checks = [
  ['format and lint', 'pnpm', ['--silent', 'run', 'lint']],
  ['types', 'pnpm', ['--silent', 'run', 'types']],
  ['boundaries', 'pnpm', ['--silent', 'run', 'boundaries']],
  ['unused code', 'pnpm', ['--silent', 'run', 'unused']],
  ['build', 'pnpm', ['--silent', 'run', 'build']],
  ['published package', 'node', ['scripts/check-package.mjs', 'packages/core']],
  ['public surface', 'node', ['scripts/check-api.mjs']],
  ['release', 'node', ['scripts/release-dry-run.mjs']],
];
/** Far more than any part takes; a part that takes longer hangs. */
const MINUTES = 60;
const failed = [];
for (const [name, command, args] of checks) await step(name, command, args);
for (const report of reports()) rmSync(report);
const postgres = await startPostgres();
if (postgres) Object.assign(process.env, { DATABASE_URL: postgres.url, SLA_POSTGRES: 'yes' });
else console.log('PostgreSQL is not here (set DATABASE_URL, or install it): its tests do not run.');
await step('tests', 'turbo', [
  'run',
  'test',
  '--ui=stream',
  '--output-logs=new-only',
  '--continue',
  '--concurrency=1',
  ...process.argv.slice(2),
]);
postgres?.stop();

const sums = addUp(reports());
// One that was ended, or died, before it could report has failed, whatever it had passed by then.
const isWhole = process.argv.length === 2;
const silent = isWhole ? suites().filter((suite) => !existsSync(reportOf(suite))) : [];
for (const suite of silent) console.log(`FAIL  the tests of ${suite} did not come to their end`);
sums.failed += silent.length;
const checksPassed = checks.length + 1 - failed.length;
for (const line of sums.skips) console.log(`not run: ${line}`);
if (failed.length > 0) console.log(`\nfailed: ${failed.join(', ')}`);
const testsFailed = sums.failed > 0 ? 1 : 0;
// A failed test also fails the step "tests": count it once.
const failures = sums.failed + failed.length - (failed.includes('tests') ? testsFailed : 0);
console.log(`${sums.passed + checksPassed} passed, ${failures} failed`);
process.exitCode = failures === 0 ? 0 : 1;

async function step(name, command, args) {
  const began = performance.now();
  const { status } = await runBounded(command, args, MINUTES);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const ok = status === 0;
  if (!ok) failed.push(name);
  console.log(`${ok ? 'ok  ' : 'FAIL'}  ${name} (${seconds} s)`);
}

function suites() {
  return ['packages', 'apps', 'examples'].flatMap((group) =>
    existsSync(group)
      ? readdirSync(group)
          .map((name) => join(group, name))
          .filter((folder) => existsSync(join(folder, 'vitest.config.ts')))
      : [],
  );
}

function reports() {
  return suites()
    .map(reportOf)
    .filter((file) => existsSync(file));
}

function reportOf(suite) {
  return join(suite, 'reports/vitest.json');
}

function addUp(files) {
  const sums = { passed: 0, failed: 0, skips: [] };
  for (const file of files) {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    sums.passed += report.numPassedTests;
    // A file that does not even load has no tests to count, yet it failed.
    const broken = report.testResults.filter(
      (result) => result.status === 'failed' && result.assertionResults.length === 0,
    ).length;
    sums.failed += report.numFailedTests + broken;
    for (const result of report.testResults)
      for (const test of result.assertionResults)
        if (test.status === 'skipped' || test.status === 'pending') sums.skips.push(test.fullName);
  }
  return sums;
}
