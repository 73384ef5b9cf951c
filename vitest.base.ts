import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';

// As Node runs it: with `import` among them, `require` inside CommonJS packages would be given ES modules.
const conditions = ['@sla/source', 'node', 'default'];

/** One way to run every package's tests: on sources, with a report that the root adds up. */
export function testRun(test: Record<string, unknown> = {}) {
  return defineConfig({
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: {
      include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
      reporters: ['default', 'json'],
      outputFile: { json: 'reports/vitest.json' },
      passWithNoTests: true,
      setupFiles: [fileURLToPath(new URL('vitest.setup.ts', import.meta.url))],
      testTimeout: 30_000,
      hookTimeout: 120_000,
      ...test,
    },
  });
}
