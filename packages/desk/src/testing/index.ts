export { type Campus, openCampus } from './campus.ts';
export { runClocksUntil } from './run-clocks-until.ts';
export { identity, type TestClock, teams, testClock } from './test-desk.ts';
export { until } from './until.ts';
