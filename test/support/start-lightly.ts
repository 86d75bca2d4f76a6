/** For every file of tests that is run with this: its gits are started lightly, until it ends. */
import { afterAll, expect } from 'vitest'
import { startLightly } from './light-starts.ts'
import { endShell } from './script-shell.ts'

/** They are about how git is started. */
const STARTS_ITSELF = /\/test\/git\/(?:run-git|light-starts)\.test\.ts$/

const { testPath = '' } = expect.getState()
if (!STARTS_ITSELF.test(testPath)) afterAll(startLightly())
afterAll(endShell)
