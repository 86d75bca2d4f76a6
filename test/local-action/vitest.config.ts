import { defineConfig } from 'vitest/config'

/** `npm run local-action`: too heavy for every change, since it installs 450 MB. */
export default defineConfig({
  test: {
    include: ['test/local-action/story.ts'],
    globalSetup: ['test/support/suite/global-setup.ts'],
    testTimeout: 900_000,
    // What was installed is removed again.
    hookTimeout: 300_000,
    env: { NO_COLOR: '1', CI: '', RUNAGENTS_ENDPOINT: '', RUNAGENTS_API_KEY: '' },
  },
})
