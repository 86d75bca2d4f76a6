import { execFileSync } from 'node:child_process'
import { test } from 'vitest'

test('the types are those of the schemas', () => {
  execFileSync(process.execPath, ['test/tools/generate-types.mjs', '--check'], { stdio: 'pipe' })
})
