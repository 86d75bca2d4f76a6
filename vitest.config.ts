import { defineConfig } from 'vitest/config'
import { processFiles, sharingFiles, startingFiles } from './test/architecture/sharing.ts'
import { builtSources, IS_BUILT } from './test/support/suite/built-sources.ts'
import { memoryFolder } from './test/support/suite/memory-folder.ts'

// Making and removing folders on a disk took more of the processor than many tests.
const folder = memoryFolder()
const inMemory = folder === null ? {} : { TMPDIR: folder }

const common = {
  // npm run soak: its random tests run for long.
  // The stories of the Action are long, on a busy machine above all.
  testTimeout: process.env.POLICYCTL_SOAK === '1' ? 3_600_000 : 240_000,
  hookTimeout: 180_000,
  // The tests choose their own environment; a desk's must not leak into them.
  env: { NO_COLOR: '1', CI: '', RUNAGENTS_ENDPOINT: '', RUNAGENTS_API_KEY: '', ...inMemory },
  server: { deps: { external: [IS_BUILT] } },
}
// Who watches the sources gets them anew when they change.
const plugins = process.argv.includes('run') ? [builtSources(import.meta.dirname)] : []
const sharing = [...sharingFiles(import.meta.dirname)]
const starting = [...startingFiles(import.meta.dirname)]
// .ci/run --nodes: what a process is the point of, with another Node.
const processes = process.env.POLICYCTL_TESTS === 'processes' ? [...processFiles(import.meta.dirname)] : null
const wanted = (files: string[]) =>
  processes === null ? files : files.filter((file) => processes.includes(file))
// Who starts a process copies its own page tables first: with less memory that costs less.
// Their gits are started by a shell, which has next to none.
const light = {
  pool: 'forks' as const,
  execArgv: ['--max-semi-space-size=1'],
  setupFiles: ['test/support/suite/setup.ts'],
}

export default defineConfig({
  test: {
    // For all projects, once.
    globalSetup: ['test/support/suite/global-setup.ts'],
    env: common.env,
    // Many tests wait for git and for the command line: one more than the cores of a small machine.
    maxWorkers: 3,
    projects: [
      {
        plugins,
        test: { ...common, name: 'sharing', include: wanted(sharing), pool: 'threads', isolate: false },
      },
      { plugins, test: { ...common, ...light, name: 'starting', include: wanted(starting), isolate: false } },
      {
        plugins,
        test: {
          ...common,
          ...light,
          name: 'alone',
          include: processes ?? ['test/**/*.test.ts'],
          exclude: [...sharing, ...starting],
        },
      },
    ],
  },
})
