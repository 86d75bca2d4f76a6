/** `test --side`: the tests that stand here, run on policies from elsewhere. */
import { describe, expect, test } from 'vitest'
import { odd, spec } from '../support/builders/specs.ts'
import { commitFiles } from '../support/git/git.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { projectWith } from '../support/project/project.ts'
import { writeFiles } from '../support/suite/folder.ts'

const NARROW = spec('allow GET https://h/*')
const WIDE = spec('allow GET,POST https://h/*')
const TESTS = `tests:
  - { name: the agent writes, agent: default/reader, request: POST https://h/x, expect: { decision: allow, because: a#0 } }
`

/** Narrow is what was applied first, wide what was applied next, narrow again what stands in the files. */
async function story() {
  const project = await projectWith({ files: { a: NARROW }, bound: { a: ['default/reader'] } })
  expect((await project.run('apply', '--yes')).status).toBe(0)
  project.edit({ a: WIDE })
  expect((await project.run('apply', '--yes')).status).toBe(0)
  project.edit({ a: NARROW })
  writeFiles(project.root, { 'policies/a.test.yaml': TESTS })
  const ask = async (...args: string[]) => {
    const { status, stdout, stderr } = await project.run('test', '--format', 'json', ...args)
    return { status, stderr, document: stdout === '' ? null : JSON.parse(stdout) }
  }
  return { ...project, ask }
}

describe('test --side', () => {
  test('its policies, and who was bound there', async () => {
    const { ask, run } = await story()
    const isValid = documentSchema('test')
    for (const [side, status] of [
      ['ledger:production', 0],
      ['ledger:production~1', 1],
      ['live', 0],
      ['live:production', 0],
      ['files', 1],
    ] as const) {
      const answer = await ask('--side', side)
      expect([isValid(answer.document), isValid.errors]).toEqual([true, null])
      expect([answer.status, answer.document.side]).toEqual([status, side])
      const [only] = answer.document.tests
      // No document of the files names the agent.
      if (side === 'files') expect(answer.document.findings[0].check).toBe('unknown-agent')
      else
        expect([only.status, only.actual.because]).toEqual([
          status === 0 ? 'passed' : 'failed',
          status === 0 ? [{ policy: 'a', rule: 0, file: null, line: null }] : [],
        ])
      expect(answer.document.asOf).toHaveLength(side.startsWith('ledger') ? 1 : 0)
    }
    const { stdout, stderr } = await run('test', '--side', 'live', '--verbose', '--coverage')
    expect(stdout).toContain('✓ passed  the agent writes')
    expect(stdout).toContain('1 of 1 rule decided by a test')
    expect(stderr).toBe('')
    expect((await ask('--side', 'nothing')).status).toBe(4)
    expect((await ask('--side', 'ledger:prod')).status).toBe(4)
  })

  test('a revision has places, and the bindings that its documents name', async () => {
    const { ask, root } = await story()
    commitFiles(root, {
      'policies/bound.yaml':
        'apiVersion: platform.ai/v1alpha1\nkind: PolicyBinding\nmetadata: { name: r }\nspec:\n  policyRef: { name: a }\n  subjects: [{ kind: ServiceAccount, name: reader, namespace: default }]\n',
    })
    const { document } = await ask('--side', 'git:HEAD', '--coverage')
    expect(document.tests[0].actual.decision).toBe('deny')
    expect(document.coverage.untested).toEqual([
      { policy: 'a', rule: 0, file: 'policies/a.json', line: expect.any(Number) },
    ])
  })

  test('names that the side does not know are findings, never a quiet deny', async () => {
    const { ask, root } = await story()
    writeFiles(root, {
      'policies/a.test.yaml':
        'tests:\n  - { policies: [b], request: GET https://h/, expect: deny }\n  - { agent: nobody, request: GET https://h/, expect: deny }\n',
    })
    const { status, document } = await ask('--side', 'ledger:production')
    expect([status, document.findings.map(({ message, hint }: never) => [message, hint])]).toEqual([
      1,
      [
        ['no policy of ledger:production is called b', 'did you mean a?'],
        ['ledger:production knows no agent nobody', 'name policies instead'],
      ],
    ])
  })

  test('a policy that cannot be read there decides nothing', async () => {
    const { root, run } = await projectWith({ live: { a: odd({ policies: ['allow'] }) }, hasGit: false })
    writeFiles(root, {
      'policies/a.test.yaml': 'tests:\n  - { policies: [a], request: GET https://h/, expect: deny }\n',
    })
    const { status, stdout } = await run('test', '--side', 'live', '--format', 'json')
    expect([status, JSON.parse(stdout).findings[0].message]).toEqual([
      1,
      'a cannot be read, so its decisions are not known',
    ])
  })
})
