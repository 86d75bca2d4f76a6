import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Spec } from '../../src/policy/policy.ts'
import { spec } from '../support/builders/specs.ts'
import { commitFiles, footprint, git } from '../support/git/git.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { projectWith } from '../support/project/project.ts'
import { writeFiles } from '../support/suite/folder.ts'

const isAdoptDocument = documentSchema('adopt')

const READ = spec('allow GET https://api.stripe.com/*')
/** Breaks checks of severity error: any resource, no delimiter after the host. */
const LOOSE = spec('allow GET', 'allow POST https://api.stripe.com*')

async function scene(live: Readonly<Record<string, Spec>>, hasGit = true) {
  const project = await projectWith({ live, hasGit })
  const adopt = async (...args: readonly string[]) => {
    const result = await project.run('adopt', '--format', 'json', ...args)
    const document = JSON.parse(result.stdout)
    expect(isAdoptDocument(document), JSON.stringify(isAdoptDocument.errors)).toBe(true)
    return { ...result, document }
  }
  return { ...project, adopt, text: (file: string) => readFileSync(join(project.root, file), 'utf8') }
}

describe('adopt', () => {
  test('three hundred policies in one command: lint passes, plan is empty, the first change works', async () => {
    const live = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`policy-${index}`, index % 3 === 0 ? LOOSE : READ]),
    )
    const at = await scene(live)
    const { status, document } = await at.adopt('--all')
    expect(status).toBe(0)
    expect(document.summary).toMatchObject({ adopted: 300, left: 0 })
    expect(document.baseline.added).toBeGreaterThanOrEqual(200)
    expect(await at.live()).toEqual(await at.server.policies().then((all) => Object.fromEntries(all)))
    expect((await at.run('lint')).status).toBe(0)
    expect((await at.run('plan', '--exit-code')).status).toBe(0)
    commitFiles(at.root, {
      'policies/policy-1.yaml': at.text('policies/policy-1.yaml').replace('[GET]', '[GET, HEAD]'),
    })
    const plan = JSON.parse((await at.run('plan', '--format', 'json')).stdout)
    expect(plan.steps).toMatchObject([{ policy: 'policy-1', action: 'update', origin: 'repository' }])
    expect((await at.run('apply', '--yes')).status).toBe(0)
    expect((await at.live())['policy-1']?.policies[0]?.operations).toEqual(['GET', 'HEAD'])
  })

  test('until an apply has seen the files, a checkout without them deletes nothing; then their deletion counts', async () => {
    const at = await scene({ one: READ, two: READ })
    await at.adopt('--all')
    const adopted =
      'ADOPTED   one, two   not applied yet; policyctl apply --target production takes them over, and from then on an apply without their files deletes them; the widest is one, bound to nobody: ' +
      'allow GET https://api.stripe.com/*'
    expect((await at.run('drift')).stdout).toContain(adopted)
    rmSync(join(at.root, 'policies'), { recursive: true })
    const row = (name: string): string =>
      `ADOPTED   ${name}   bound to nobody   allow GET https://api.stripe.com/*   in no file here, left alone\n`
    for (const command of ['drift', 'plan']) {
      expect((await at.run(command)).stdout).toContain(row('one') + row('two'))
      expect((await at.run(command, '--format', 'markdown')).stdout).toContain(
        '`allow GET https://api.stripe.com/*` (adopted, in no file here, left alone)',
      )
    }
    const without = JSON.parse((await at.run('plan', '--format', 'json')).stdout)
    expect([without.steps, without.unmanaged]).toEqual([[], ['one', 'two']])
    await at.adopt('--all')
    commitFiles(at.root, {})
    expect((await at.run('apply', '--yes')).status).toBe(0)
    rmSync(join(at.root, 'policies/one.yaml'))
    commitFiles(at.root, {})
    const gone = JSON.parse((await at.run('plan', '--format', 'json')).stdout)
    expect(gone.steps).toMatchObject([{ policy: 'one', action: 'delete', origin: 'repository' }])
  })

  test('touches neither index, HEAD nor branches', async () => {
    const at = await scene({ one: READ })
    const before = footprint(at.root)
    await at.adopt('one')
    rmSync(join(at.root, 'policies'), { recursive: true })
    expect(footprint(at.root)).toBe(before)
    expect(git(at.root, 'ls-remote', 'origin', 'refs/policyctl/*')).toContain(
      'refs/policyctl/ledger/production',
    )
  })

  test('text: what was written, what is known, what comes next', async () => {
    const at = await scene({ loose: LOOSE, payments: READ })
    const { stdout } = await at.run('adopt', '--all')
    expect(stdout).toMatch(
      /^\+ loose {3}policies\/loose\.yaml written\n\+ payments {3}policies\/payments\.yaml written\n2 errors, \d warnings? went into \.policyctl-baseline\.json: lint is silent about what was there already\n {2}error {5}loose {3}allow-any-resource: [^\n]*\n {2}error {5}loose {3}missing-host-delimiter: [^\n]*\n( {2}(warning|info) [^\n]*\n)+the ledger of production is at [0-9a-f]{7}, pushed to origin\n2 policies of production adopted\. Nothing was written to the workspace\.\nnext: read the files, commit and merge them; the first apply records the policies as applied\n$/,
    )
    expect((await at.run('adopt', '--all')).stdout).toContain(
      'nothing to adopt: files and ledger have each live policy of production that was asked for',
    )
  })

  test('json: the findings that lint will be silent about, the worst first', async () => {
    const at = await scene({ loose: LOOSE })
    const { baseline } = (await at.adopt('--all')).document
    expect(baseline.findings).toHaveLength(baseline.added)
    const ranks = baseline.findings.map(({ severity }: { severity: string }) =>
      ['error', 'warning', 'info'].indexOf(severity),
    )
    expect(ranks).toEqual(ranks.toSorted())
    expect(baseline.findings[0]).toEqual({
      check: 'allow-any-resource',
      severity: 'error',
      policy: 'loose',
      file: 'policies/loose.yaml',
      message: expect.any(String),
    })
  })

  test('--bindings: who has what becomes documents, and propose knows the agent', async () => {
    const project = await projectWith({ live: { pay: READ }, bound: { pay: ['billing'], gone: ['billing'] } })
    const { stdout } = await project.run('adopt', '--all', '--bindings')
    expect(stdout).toContain('+ policies/bindings.yaml written: who has these policies live\n')
    const text = readFileSync(join(project.root, 'policies/bindings.yaml'), 'utf8')
    expect(text).toContain('policyRef: { name: "pay" }')
    expect(text).not.toContain('gone')
    const proposed = await project.run('propose', 'POST', 'https://api.stripe.com/v1/x', '--agent', 'billing')
    expect([proposed.status, proposed.stderr]).toEqual([0, ''])
    writeFiles(project.root, { 'policies/bindings.yaml': text.replace('billing', 'other') })
    const again = await project.run('adopt', '--all', '--bindings')
    expect([again.status, again.stderr]).toEqual([
      4,
      expect.stringContaining('already exists with other content'),
    ])
  })

  test('a dry run says of everything that it would be', async () => {
    const at = await scene({ loose: LOOSE })
    const { stdout } = await at.run('adopt', '--all', '--dry-run')
    expect(stdout).toMatch(
      /^dry run: nothing is written\n\+ loose {3}policies\/loose\.yaml would be written\n.* would go into \.policyctl-baseline\.json: lint would be silent [\s\S]*\n1 policy of production would be adopted\. Nothing was written\.\n$/,
    )
    expect(stdout).not.toMatch(/next:|the ledger of/)
    expect((await at.adopt('--all', '--dry-run')).document).toMatchObject({ dryRun: true, ledger: null })
    expect(existsSync(join(at.root, 'policies'))).toBe(false)
  })

  test('what stands in files only is named: an apply would create it', async () => {
    const at = await scene({ payments: READ })
    writeFiles(at.root, {
      'policies/workspace-access.yaml': `name: workspace-access\nspec: ${JSON.stringify(READ)}\n`,
    })
    const text = (await at.run('adopt', 'payments')).stdout
    expect(text).toContain(
      '? workspace-access   policies/workspace-access.yaml is not live: an apply would create it\n  delete the file of a policy that should not',
    )
    const { document } = await at.adopt('--all')
    expect(document.notLive).toEqual([{ policy: 'workspace-access', file: 'policies/workspace-access.yaml' }])
  })

  test('a baseline that is there keeps its entries', async () => {
    const at = await scene({ first: LOOSE, second: LOOSE })
    await at.adopt('first')
    const before = JSON.parse(at.text('.policyctl-baseline.json')).findings
    await at.adopt('second')
    const after = JSON.parse(at.text('.policyctl-baseline.json')).findings
    expect(after).toEqual(expect.arrayContaining(before))
    expect((await at.run('lint')).status).toBe(0)
  })

  test('what is in a file as it is live becomes known, what differs is left', async () => {
    const at = await scene({ same: READ, other: READ })
    commitFiles(at.root, {
      'policies/both.yaml': `name: same\nspec: ${JSON.stringify(READ)}\n---\nname: other\nspec: ${JSON.stringify(LOOSE)}\n`,
    })
    const { status, document } = await at.adopt('same', 'other')
    expect(status).toBe(1)
    expect(document.adopted).toMatchObject([{ policy: 'same', file: 'policies/both.yaml', isNew: false }])
    expect(document.left).toMatchObject([{ policy: 'other', reason: 'differs' }])
    const all = await at.adopt('--all')
    expect(all.status).toBe(0)
    expect(all.document.left).toMatchObject([{ policy: 'other', reason: 'differs' }])
  })

  test('names beside --all are refused: one of the two is a slip', async () => {
    const at = await scene({ one: READ, two: READ })
    const { status, stderr } = await at.run('adopt', 'one', '--all')
    expect([status, stderr]).toEqual([4, expect.stringContaining('or --all, and not both')])
  })

  test('names that cannot be files, and what no config lets pass, are left', async () => {
    const at = await scene({ 'x.test': READ, taken: READ, fine: READ })
    writeFiles(at.root, { 'policies/taken.yaml': 'name: somebody\nspec: {policies: [{permission: deny}]}\n' })
    const { status, document } = await at.adopt('--all')
    expect(status).toBe(0)
    expect(document.left).toMatchObject([
      { policy: 'taken', reason: 'file-exists' },
      { policy: 'x.test', reason: 'name' },
    ])
    expect(document.adopted).toMatchObject([{ policy: 'fine' }])
    expect(existsSync(join(at.root, 'policies/x.test.yaml'))).toBe(false)
  })

  test('without git there are files and a baseline, and the text says what is missing', async () => {
    const at = await scene({ loose: LOOSE }, false)
    const { stdout, status } = await at.run('adopt', '--all')
    expect(status).toBe(0)
    expect(stdout).toContain(
      'no ledger: the project stands in no git repository. Deletes, drift, rollback, history and forget need git',
    )
    expect(stdout).toMatch(/next: .* in a git repository, run this again: it records the policies\n$/)
    expect((await at.run('lint')).status).toBe(0)
    expect((await at.run('plan', '--exit-code')).status).toBe(0)
  })

  test.each([
    ['no names', [], 'usage'],
    ['a name that is not live', ['nobody'], 'policy-unknown'],
  ])('%s', async (_what, args, code) => {
    const at = await scene({ one: READ })
    const { status, stderr } = await at.run('adopt', ...args)
    expect([status, existsSync(join(at.root, 'policies'))]).toEqual([4, false])
    expect(stderr).toContain(`error ${code}`)
  })
})
