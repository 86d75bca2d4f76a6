/** A target that points elsewhere than its ledger says: whoever answers there must not see the key. */
import { expect, test } from 'vitest'
import { spec } from '../support/builders/specs.ts'
import { projectWith } from '../support/project/project.ts'
import { emulator } from '../support/servers/emulator.ts'
import { writeFiles } from '../support/suite/folder.ts'

const LINES = [
  'plan',
  'apply --yes',
  'rollback --yes',
  'pull',
  'adopt --all',
  'drift',
  'diff live',
  'diff git:HEAD live',
  'lint --live',
  'explain GET https://a.example/x --policy a',
  'explain GET https://a.example/x --policy a --side live',
  'who-can GET https://a.example/* --side live',
  'translate Reading --name calendar',
]

/** A project that was applied, and then pointed at a server that notes what it is sent. */
async function repointed() {
  const seen: string[] = []
  const project = await projectWith({ files: { a: spec('allow https://a.example/*') } })
  expect((await project.run('apply', '--yes')).status).toBe(0)
  const other = await emulator({
    onRequest: ({ method, path }) => {
      seen.push(`${method} ${path}`)
      return undefined
    },
  })
  writeFiles(project.root, {
    'policyctl.yaml': `version: 1\ntargets: { production: { endpoint: "${other.url}/api/v1" } }\n`,
  })
  return { project, seen }
}

test('a re-pointed target is refused before anything is sent, whatever the command', async () => {
  const { project, seen } = await repointed()
  const results: unknown[] = []
  for (const line of LINES) {
    const { status, stderr } = await project.run(...line.split(' '))
    results.push({ line, status, isNamed: stderr.includes('ledger-mismatch'), sent: seen.splice(0) })
  }
  expect(results).toEqual(LINES.map((line) => ({ line, status: 3, isNamed: true, sent: [] })))
})

test('a target with no ledger yet is asked as ever', async () => {
  const project = await projectWith({ files: { a: spec('allow https://a.example/*') } })
  expect((await project.run('diff', 'live')).status).toBe(0)
})
