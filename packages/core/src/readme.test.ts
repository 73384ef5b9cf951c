import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import * as calendar from './calendar/index.ts';
import * as core from './index.ts';
import * as presets from './presets/index.ts';
import * as testing from './testing/index.ts';
import { fencedBlocks, runExample } from './testing/run-example.ts';

const modules = {
  '@sla/core': core,
  '@sla/core/calendar': calendar,
  '@sla/core/presets': presets,
  '@sla/core/testing': testing,
};

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const blocks = fencedBlocks(readme, 'README.md');

describe('the README', () => {
  test('has examples', () => {
    expect(blocks.length).toBeGreaterThan(5);
  });

  test.each(blocks)('$place runs and says what comes out', (block) => {
    const checks = runExample(block, modules);
    expect(checks.length).toBeGreaterThan(0);
    for (const { place, expected, got } of checks) expect(`${place}: ${got}`).toBe(`${place}: ${expected}`);
  });
});
