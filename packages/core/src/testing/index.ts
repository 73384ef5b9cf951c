export { recordScenario } from '../case-sla/record-scenario.ts';
export { runScenario, type ScenarioFailure, type ScenarioResult } from '../case-sla/run-scenario.ts';
export { type Expectation, type ExpectedFields, parseScenarios, type Scenario } from '../case-sla/scenario.ts';
export { ScenarioError, type ScenarioFault } from '../case-sla/scenario-error.ts';
