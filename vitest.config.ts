import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    // npm run soak: its random tests run for long.
    testTimeout: process.env.POLICYCTL_SOAK === '1' ? 3_600_000 : 180_000,
    hookTimeout: 180_000,
    // Many tests wait for git and for the command line: one more than the cores of a small machine.
    maxWorkers: 3,
    // The tests choose their own environment; a desk's must not leak into them.
    env: { NO_COLOR: '1', CI: '', RUNAGENTS_ENDPOINT: '', RUNAGENTS_API_KEY: '' },
  },
})
