/** The bundled Action under `@github/local-action` and Node 24: from a pull request to an apply. */
import { expect, test } from 'vitest'
import { actionWorld } from '../support/action/action-world.ts'
import type { ActionResult, ActionRun } from '../support/action/run-action.ts'
import { installLocalAction, runLocalAction } from './run-local-action.ts'

const policy = (operation: string): string =>
  `name: a\nspec:\n  policies:\n    - { permission: allow, operations: [${operation}], resource: "https://api.example.com/*" }\n`

test('planned, told, merged and applied, and refused where nobody was shown it', async () => {
  const installed = await installLocalAction()
  const runs: ActionResult[] = []
  const runner = async (run: ActionRun): Promise<ActionResult> => {
    const result = await runLocalAction(run, installed)
    runs.push(result)
    return result
  }
  const world = await actionWorld({
    runner,
    files: (endpoint) => ({
      'policyctl.yaml': `version: 1\ntargets: { production: { endpoint: "${endpoint}" } }\n`,
      'policies/a.yaml': policy('GET'),
    }),
  })
  const { state } = world
  expect(await world.onMain(world.main(), { command: 'apply' })).toMatchObject({ status: 0 })
  const pull = world.open(7)
  const shown = await pull.push({ 'policies/a.yaml': policy('POST') })
  expect(shown).toMatchObject({ status: 0, outputs: { updates: '1', direction: 'mixed' } })
  expect(shown.summary).toContain('🔺 production: 1 policy allows more')
  expect(state.comments.map(({ body }) => body.includes('with **no human**'))).toEqual([true])
  expect(await world.onMain(pull.merge(), { command: 'apply' })).toMatchObject({ status: 0 })
  const unseen = world.open(8)
  unseen.commit({ 'policies/a.yaml': policy('PUT') })
  const refused = await world.onMain(unseen.merge(), { command: 'apply' })
  expect(refused.status).toBe(3)
  expect(refused.summary).toContain('`unreviewed`')
  // Its own stub of @actions/core would have kept them: the bundle wrote to the runner's files.
  for (const { log } of runs) expect(log).toContain('No outputs were set!')
  expect(state.faults).toEqual([])
})
