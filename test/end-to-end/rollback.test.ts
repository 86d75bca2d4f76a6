import { describe, expect, test } from 'vitest'
import { policyFiles } from '../support/builders/project-files.ts'
import { spec } from '../support/builders/specs.ts'
import { commitFiles, git } from '../support/git/git.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { projectWith } from '../support/project/project.ts'

const isApplyDocument = documentSchema('apply')
const A1 = spec('allow GET https://a.io/*')
const A2 = spec('allow GET,POST https://a.io/*')
const B = spec('allow GET https://b.io/*')
const APPLY = ['apply', '--yes', '--quiet']
const BACK = ['rollback', '--yes', '--quiet']
const LEDGER = 'refs/policyctl/ledger/production'

/** Applied twice: a, then a changed and b new; nobody's policy beside them. */
async function twiceApplied() {
  const project = await projectWith({ files: { a: A1 }, live: { stranger: B } })
  const { root } = project
  expect((await project.runIn(root, APPLY)).status).toBe(0)
  const first = git(root, 'rev-parse', LEDGER)
  commitFiles(root, policyFiles({ a: A2, b: B }))
  expect((await project.runIn(root, APPLY)).status).toBe(0)
  return { project, root, first, second: git(root, 'rev-parse', LEDGER) }
}

describe('rollback', () => {
  test('to the revision before, then forward again by an apply', async () => {
    const { project, root } = await twiceApplied()
    const result = await project.runIn(root, [...BACK, '--format', 'json'])
    expect([result.status, result.stderr]).toEqual([0, ''])
    const document = JSON.parse(result.stdout)
    isApplyDocument(document)
    expect(isApplyDocument.errors).toBeNull()
    expect(await project.live()).toEqual({ a: A1, stranger: B })
    expect(git(root, 'ls-tree', '-r', '--name-only', LEDGER, 'policies/', 'pending/')).toBe('policies/a.json')
    expect((await project.runIn(root, ['drift', '--exit-code'])).status).toBe(0)
    expect((await project.runIn(root, APPLY)).status).toBe(0)
    expect(await project.live()).toEqual({ a: A2, b: B, stranger: B })
  })

  test('to a named revision; again, and it is the one that was left', async () => {
    const { project, root, first, second } = await twiceApplied()
    expect((await project.runIn(root, [...BACK, '--to', first.slice(0, 8)])).status).toBe(0)
    expect(await project.live()).toEqual({ a: A1, stranger: B })
    expect((await project.runIn(root, [...BACK, '--to', second])).status).toBe(0)
    expect(await project.live()).toEqual({ a: A2, b: B, stranger: B })
    expect((await project.runIn(root, BACK)).status).toBe(0)
    expect(await project.live()).toEqual({ a: A1, stranger: B })
  })

  test('what was only adopted since stays, by a file or by adopt, and is named', async () => {
    const { project, root, first } = await twiceApplied()
    await project.put('audit', B)
    commitFiles(root, policyFiles({ stranger: B }))
    expect((await project.runIn(root, APPLY)).status).toBe(0)
    expect((await project.runIn(root, ['adopt', 'audit'])).status).toBe(0)
    commitFiles(root, {})
    expect((await project.runIn(root, APPLY)).status).toBe(0)
    const back = await project.runIn(root, ['rollback', '--yes'])
    expect([back.status, back.stderr]).toEqual([
      0,
      expect.stringContaining(
        'not undone: audit, stranger; live before the repository took them over, so the rollback keeps them\n',
      ),
    ])
    expect(back.stderr).toContain(`back to ledger ${first.slice(0, 7)}`)
    expect(await project.live()).toEqual({ a: A1, audit: B, stranger: B })
  })

  test('a run that only put a live edit back is passed over, and named; --to names nothing', async () => {
    const { project, root, first, second } = await twiceApplied()
    await project.put('b', A2)
    expect((await project.runIn(root, [...APPLY, '--overwrite-live=b'])).status).toBe(0)
    const putBack = git(root, 'rev-parse', LEDGER)
    expect(putBack).not.toBe(second)
    const told = await project.runIn(root, ['rollback'])
    expect(told.stderr).toContain(
      `passed over, and not undone: ledger ${putBack.slice(0, 7)}, which only put live edits back: b\n`,
    )
    expect((await project.runIn(root, ['rollback', '--to', first])).stderr).not.toContain('passed over')
  })

  test('under the same guards: a live lockdown is not overwritten', async () => {
    const { project, root } = await twiceApplied()
    await project.put('a', spec('deny https://a.io/*'))
    const refused = await project.runIn(root, ['rollback', '--yes'])
    expect([refused.status, refused.stdout]).toEqual([3, expect.stringContaining('--overwrite-live=a')])
    expect((await project.runIn(root, [...BACK, '--overwrite-live=a'])).status).toBe(0)
    expect(await project.live()).toEqual({ a: A1, stranger: B })
  })

  test('without a terminal it needs --yes; says that the files go forward', async () => {
    const { project, root } = await twiceApplied()
    const refused = await project.runIn(root, ['rollback'])
    expect([refused.status, refused.stderr]).toEqual([
      4,
      expect.stringContaining('error confirmation-required'),
    ])
    expect(refused.stderr).not.toContain('--out plan.json')
    expect(refused.stdout + refused.stderr).toContain('1 to delete')
    expect((await project.live()).a).toEqual(A2)
    expect((await project.runIn(root, ['rollback', '--yes'])).stderr).toContain('revert them in git too')
    // The second one goes forward to what the files say, so nothing of them is to be reverted.
    const again = await project.runIn(root, ['rollback', '--yes'])
    expect(again.stderr).not.toContain('revert them in git too')
  })

  test('nothing before it, no such revision, no ledger: each says so', async () => {
    const project = await projectWith({ files: { a: A1 } })
    const { root } = project
    const none = await project.runIn(root, BACK)
    expect([none.status, none.stderr]).toEqual([4, expect.stringContaining('error ledger-missing')])
    expect((await project.runIn(root, APPLY)).status).toBe(0)
    const first = await project.runIn(root, BACK)
    expect([first.status, first.stderr]).toEqual([4, expect.stringContaining('there is no earlier one')])
    await project.put('a', A2)
    expect((await project.runIn(root, [...APPLY, '--overwrite-live=a'])).status).toBe(0)
    const still = await project.runIn(root, BACK)
    expect([still.status, still.stderr]).toEqual([
      4,
      expect.stringMatching(/there is no earlier one[\s\S]*[0-9a-f]{7} only put live edits back/),
    ])
    const unknown = await project.runIn(root, [...BACK, '--to', 'HEAD'])
    expect([unknown.status, unknown.stderr]).toEqual([4, expect.stringContaining("no revision 'HEAD'")])
  })
})
