import { execFileSync } from 'node:child_process'
import { test } from 'vitest'

test.each(['generate-fields.mjs', 'generate-types.mjs', 'generate-validator.mjs'])(
  'what is generated from the schemas is current: %s',
  (tool) => {
    execFileSync(process.execPath, [`test/tools/${tool}`, '--check'], { stdio: 'pipe' })
  },
)
