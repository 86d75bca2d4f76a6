import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import * as library from '../../src/index.ts'
import { commitFiles, repositoryWith } from '../support/git/git.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { memoryContext } from '../support/run/memory-context.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'

const page = readFileSync('docs/library.md', 'utf8')

/** Each example, and what the page says that it prints. */
const EXAMPLES = [...page.matchAll(/```js\n([\s\S]*?)```\s*prints[^\n]*\n+```text\n([\s\S]*?)```/g)].map(
  ([, code = '', printed = '']) => ({ code, printed }),
)

/** The sample project, committed. */
function clone(): string {
  const root = repositoryWith({ '.gitignore': '.policyctl/\n' })
  for (const path of ['policies', 'policyctl.yaml', 'schema'])
    cpSync(path, join(root, path), { recursive: true })
  commitFiles(root, {})
  return root
}

test('every example says what it prints', () => {
  expect(EXAMPLES).toHaveLength(page.split('```js').length - 1)
})

test.each(EXAMPLES)('an example prints what the page says', ({ code, printed }) => {
  const file = join(folderWith(), 'example.mjs')
  writeFileSync(file, code.replace("'policyctl'", `'${pathToFileURL('dist/index.js').href}'`))
  expect(execFileSync(process.execPath, [file], { cwd: clone(), encoding: 'utf8' })).toBe(printed)
})

describe('an apply to several targets', () => {
  const CONFIG = `version: 1
targets:
  dev: { embedded: dev.json, layers: [base], map: { hosts: { api.stripe.com: api.stripe.test } } }
  eu: { endpoint: "http://localhost:9", apiKeyEnv: NOT_SET, layers: [base] }
  prod: { embedded: prod.json, layers: [base] }
rollout: [[dev], [eu], [prod]]
`
  const POLICY =
    'name: payments\nspec:\n  policies:\n    - { permission: allow, operations: [GET], resource: "https://api.stripe.com/*" }\n'
  const wishes = { only: [], skipBlocked: false, yes: true, wait: 0 }
  const project = () =>
    repositoryWith({
      'policyctl.yaml': CONFIG,
      'policies/base/payments.yaml': POLICY,
      '.gitignore': '/*.json\n',
    })

  test('goes wave by wave, and ends with the document and the status of the command', async () => {
    const cwd = project()
    const told: string[] = []
    const desk = {
      ...library.nobody,
      waveBegins: ({ number }: { readonly number: number }, of: number) =>
        told.push(`wave ${number} of ${of}`),
      targetEnded: ({ target }: { readonly target: string }) => told.push(target),
    }
    const asked: string[] = []
    const applied = await library.withTargets(
      memoryContext(cwd),
      { config: null, targets: ['*'] },
      (targets) =>
        library.applyTargets(
          targets,
          {
            ...wishes,
            overridesFor: (target) => {
              asked.push(target)
              return library.NO_OVERRIDES
            },
          },
          desk,
        ),
    )
    expect(told).toEqual(['wave 1 of 3', 'dev', 'wave 2 of 3', 'eu'])
    expect(new Set(asked)).toEqual(new Set(['dev', 'eu', 'prod']))
    expect(documentSchema('several')(applied.document)).toBe(true)
    const ends = applied.document.targets.map(({ target, exitStatus }) => [target, exitStatus])
    expect([applied.status, ends]).toEqual([
      4,
      [
        ['dev', 0],
        ['eu', 4],
        ['prod', 1],
      ],
    ])
    expect(applied.outcomes.map(({ result }) => ('kind' in result ? result.kind : result.code))).toEqual([
      'apply',
      'key-missing',
      'apply',
    ])
    // The command, in a project of its own, has the same groups and exit statuses.
    const { status, stdout } = await runInProcess(['apply', '--yes', '--target', '*', '--format', 'json'], {
      cwd: project(),
    })
    const document: library.SeveralDocument = JSON.parse(stdout)
    expect(document.groups).toEqual(applied.document.groups)
    expect([status, document.targets.map(({ target, exitStatus }) => [target, exitStatus])]).toEqual([
      4,
      ends,
    ])
  })

  test('needs a yes, and writes nothing before', async () => {
    const asking = library.withTargets(memoryContext(project()), { config: null, targets: null }, (targets) =>
      library.applyTargets(
        targets,
        { ...wishes, yes: false, overridesFor: () => library.NO_OVERRIDES },
        library.nobody,
      ),
    )
    await expect(asking).rejects.toMatchObject({ code: 'confirmation-required' })
  })
})

test('the page names only what is exported', () => {
  const named = [
    ...page.matchAll(/^\| `(\w+)|, `(\w+)\(|; `(\w+)\(|`(\w+)\((?:workbench|context|options)/gm),
  ].map(([, ...names]) => names.find((name) => name !== undefined) ?? '')
  expect(named.length).toBeGreaterThan(25)
  expect(named.filter((name) => !(name in library))).toEqual([])
})

test('the page names everything that is exported', () => {
  const names = new Set(page.match(/\w+/g))
  expect(Object.keys(library).filter((name) => !names.has(name))).toEqual([])
})
