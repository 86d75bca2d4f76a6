/** For every file of tests that is run with this: its gits are started lightly, until it ends. */
import { afterAll, expect } from 'vitest'
import { endShell } from './exec-through-shell.ts'
import { startLightly } from './spawn-through-shell.ts'

/** They are about how git is started. */
const STARTS_ITSELF = /\/test\/git\/(?:run-git|spawn-through-shell)\.test\.ts$/

const { testPath = '' } = expect.getState()
if (!STARTS_ITSELF.test(testPath)) afterAll(startLightly())
afterAll(endShell)
