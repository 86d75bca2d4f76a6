/**
 * A checkout that is incomplete never deletes: each state in which a policy's
 * file is not on disk for a technical reason, run through apply.
 */
import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { spec } from '../support/builders/specs.ts'
import { commitFiles, git, remoteWith } from '../support/git/git.ts'
import { projectWith } from '../support/project/project.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { writeFiles } from '../support/suite/folder.ts'

const A = spec('allow GET https://a.example/*')
const DENY = spec('deny * https://b.example/*')
const policy = (name: string): string => `${JSON.stringify({ name, spec: DENY })}\n`

const LFS = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12\n`

type Shop = Awaited<ReturnType<typeof projectWith>>

function addTeamAsSubmodule(root: string): void {
  const { url } = remoteWith({ 'team.json': policy('team') })
  git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', url, 'policies/team')
  commitFiles(root, {})
}

function addTeamBehindLink(root: string): void {
  writeFiles(root, { 'shared/team/team.json': policy('team') })
  symlinkSync('../shared/team', join(root, 'policies/team'))
  commitFiles(root, {})
}

function addTeam(root: string): void {
  commitFiles(root, { 'policies/team/team.json': policy('team') })
}

interface State {
  readonly add: (root: string) => void
  readonly lose: (root: string) => void
  /** What the refusal names; null: the run goes on with what git has. */
  readonly named: string | null
}

const STATES: Readonly<Record<string, State>> = {
  'a submodule that is not initialised': {
    add: addTeamAsSubmodule,
    lose: (root) => git(root, 'submodule', '--quiet', 'deinit', '--all', '--force'),
    named: 'policies/team is a submodule that is not initialised',
  },
  'a submodule that is stale': {
    add: (root) => {
      addTeamAsSubmodule(root)
      const sub = join(root, 'policies/team')
      commitFiles(sub, { 'team.json': policy('team'), 'note.txt': 'newer\n' })
      commitFiles(root, {})
    },
    lose: (root) => git(join(root, 'policies/team'), 'checkout', '-q', 'HEAD~1'),
    named: 'policies/team is a submodule at',
  },
  'a link whose target a sparse checkout left out': {
    add: addTeamBehindLink,
    lose: (root) => git(root, 'sparse-checkout', 'set', '--no-cone', '/*', '!/shared'),
    named: 'policies/team leads to nothing',
  },
  'a link of which a sparse checkout left out a part of the target': {
    add: (root) => {
      addTeamBehindLink(root)
      commitFiles(root, { 'shared/team/README.md': 'x\n' })
    },
    lose: (root) => git(root, 'sparse-checkout', 'set', '--no-cone', '/*', '!team.json'),
    named: null,
  },
  'a link that git wrote as text': {
    add: addTeamBehindLink,
    lose: (root) => {
      git(root, 'config', 'core.symlinks', 'false')
      unlinkSync(join(root, 'policies/team'))
      git(root, 'checkout', '--', 'policies/team')
    },
    named: 'policies/team/team.json lies behind policies/team',
  },
  'a file that git is told not to look at': {
    add: addTeam,
    lose: (root) => {
      git(root, 'update-index', '--assume-unchanged', 'policies/team/team.json')
      rmSync(join(root, 'policies/team'), { recursive: true })
    },
    named: 'policies/team/team.json is not on disk',
  },
  'a sparse checkout': {
    add: addTeam,
    lose: (root) => git(root, 'sparse-checkout', 'set', '--no-cone', '/*', '!/policies/team'),
    named: null,
  },
  'a config that a sparse checkout left out': {
    add: addTeam,
    lose: (root) => git(root, 'sparse-checkout', 'set', '--no-cone', '/*', '!/policyctl.yaml'),
    named: 'policyctl.yaml is in HEAD but not on disk',
  },
  'a config of which Git LFS left the pointer': {
    add: addTeam,
    lose: (root) => commitFiles(root, { 'policyctl.yaml': LFS }),
    named: 'policyctl.yaml is a Git LFS pointer, and its content is not here',
  },
  'a config that was moved away': {
    add: addTeam,
    lose: (root) => renameSync(join(root, 'policyctl.yaml'), join(root, 'config.yaml')),
    named: 'policyctl.yaml is in HEAD but not on disk',
  },
  'a config that is a link to nothing': {
    add: addTeam,
    lose: (root) => {
      unlinkSync(join(root, 'policyctl.yaml'))
      symlinkSync('gone.yaml', join(root, 'policyctl.yaml'))
    },
    named: 'policyctl.yaml leads to nothing',
  },
  'a config by another name': {
    add: addTeam,
    lose: (root) => {
      git(root, 'mv', 'policyctl.yaml', 'policyctl.yml')
      git(root, 'commit', '-q', '-m', 'Rename')
    },
    named: 'policyctl.yml is not read',
  },
  'a folder of another project inside of it': {
    add: (root) => {
      addTeam(root)
      commitFiles(root, { 'inner/policyctl.yaml': 'version: 1\npolicies: ../policies\n'.replace('../', '') })
    },
    lose: (root) => git(root, 'sparse-checkout', 'set', '--no-cone', '/*', '!/inner'),
    named: null,
  },
}

async function applied({ add }: State): Promise<Shop> {
  const project = await projectWith({ files: { a: A } })
  add(project.root)
  const run = await project.run('apply', '--yes')
  expect([run.status, run.stderr]).toEqual([0, expect.any(String)])
  expect(await project.live()).toHaveProperty('team')
  return project
}

describe('apply: a missing file does not count as a deleted one', () => {
  test.each(Object.entries(STATES))('%s', async (_state, state) => {
    const project = await applied(state)
    state.lose(project.root)
    // Without a config the target comes from the environment, as in CI.
    const env = { RUNAGENTS_API_KEY: 'key', RUNAGENTS_ENDPOINT: `${project.server.url}/api/v1` }
    const result = await runInProcess(['apply', '--yes'], { cwd: project.root, env })
    expect(await project.live()).toHaveProperty('team')
    if (state.named === null) expect([result.status, result.stderr]).toEqual([0, expect.any(String)])
    else expect([result.status, result.stderr]).toEqual([4, expect.stringContaining(state.named)])
  })

  test.each([
    ['plan'],
    ['who-can', 'GET', '*'],
    ['explain', 'GET', 'https://b.example/'],
    ['test'],
    ['diff', 'git:HEAD'],
  ])('%s refuses as well; lint lists it with all else', async (...args) => {
    const project = await applied(STATES['a link that git wrote as text'] as State)
    STATES['a link that git wrote as text']?.lose(project.root)
    const env = { RUNAGENTS_API_KEY: 'key' }
    const target = args[0] === 'plan' ? ['--target', 'production'] : []
    const result = await runInProcess([...args, ...target], { cwd: project.root, env })
    expect([result.status, result.stdout]).toEqual([4, ''])
    expect(result.stderr).toContain('error files-absent: policies/team/team.json lies behind')
    const linted = await runInProcess(['lint'], { cwd: project.root })
    expect([linted.status, linted.stdout]).toEqual([
      1,
      expect.stringContaining('policies/team/team.json:1:1 error absent-file'),
    ])
  })

  test.each(['on disk alone', 'in HEAD too'])('a pointer of Git LFS %s: 1, with its file', async (where) => {
    const project = await applied(STATES['a sparse checkout'] as State)
    writeFiles(project.root, { 'policies/team/team.json': LFS })
    if (where === 'in HEAD too') commitFiles(project.root, {})
    const result = await project.run('apply', '--yes')
    expect([result.status, `${result.stdout}${result.stderr}`]).toEqual([
      1,
      expect.stringContaining(
        'policies/team/team.json:1:1 error content-elsewhere: this file is a Git LFS pointer',
      ),
    ])
    expect(await project.live()).toHaveProperty('team')
  })

  test('a removal that git status shows is one: the policy goes', async () => {
    const project = await applied(STATES['a link that git wrote as text'] as State)
    rmSync(join(project.root, 'policies/team'))
    expect((await project.run('apply', '--yes')).status).toBe(0)
    expect(Object.keys(await project.live())).toEqual(['a'])
  })
})

describe('what decides is attested', () => {
  const GUARDED = 'guardrails: [{ name: no-b, on: { resource: "https://b.example/*" }, never: allow }]\n'
  const WIDE = { b: spec('allow GET https://b.example/*') }

  test.each<[string, (root: string) => readonly string[]]>([
    [
      'the guardrail deleted from the config, and not committed',
      (root) => {
        const text = git(root, 'show', 'HEAD:policyctl.yaml')
        writeFiles(root, { 'policyctl.yaml': `${text.replace(/guardrails:.*/, '')}\n` })
        return []
      },
    ],
    [
      'another config, untracked',
      (root) => {
        const text = git(root, 'show', 'HEAD:policyctl.yaml')
        writeFiles(root, { 'other.yaml': `${text.replace(/guardrails:.*/, '')}\n` })
        return ['--config', 'other.yaml']
      },
    ],
    [
      'the config, hidden from git by assume-unchanged',
      (root) => {
        const text = git(root, 'show', 'HEAD:policyctl.yaml')
        git(root, 'update-index', '--assume-unchanged', 'policyctl.yaml')
        writeFiles(root, { 'policyctl.yaml': `${text.replace(/guardrails:.*/, '')}\n` })
        return []
      },
    ],
  ])('%s: told in the head of the plan, and in the ledger for ever', async (_what, make) => {
    const project = await projectWith({ files: WIDE, config: GUARDED })
    const args = make(project.root)
    const plan = await project.run('plan', ...args)
    const file = args[1] ?? 'policyctl.yaml'
    expect(plan.stdout).toContain(`with uncommitted changes (${file})`)
    const json = JSON.parse((await project.run('plan', ...args, '--format', 'json')).stdout)
    expect(json.git.dirty).toBe(true)
    expect((await project.run('apply', '--yes', ...args)).status).toBe(0)
    const [ref] = git(project.root, 'for-each-ref', '--format=%(refname)', 'refs/policyctl/ledger').split(
      '\n',
    )
    expect(
      git(project.root, 'log', '-1', '--format=%(trailers:key=Policyctl-Uncommitted,valueonly)', ref ?? ''),
    ).toContain('yes')
  })

  test('a policy that git ignores', async () => {
    const project = await projectWith({ files: { a: A } })
    writeFiles(project.root, { '.git/info/exclude': '*.local.json\n', 'policies/x.local.json': policy('x') })
    const { git: state } = JSON.parse((await project.run('plan', '--format', 'json')).stdout)
    expect(state.dirty).toBe(true)
  })

  test('the config of another revision', async () => {
    const project = await projectWith({ files: WIDE, config: GUARDED })
    commitFiles(project.root, { 'note.txt': 'x' })
    const plan = await project.run('plan', '--config', 'git:HEAD~1')
    expect(plan.stdout).toContain(' clean · config of HEAD~1 · ')
  })
})

describe('pull takes nothing away that no commit has', () => {
  async function editedLive(hide: (root: string) => void) {
    const project = await projectWith({ files: { a: A, x: DENY } })
    expect((await project.run('apply', '--yes')).status).toBe(0)
    hide(project.root)
    await fetch(`${project.server.url}/api/v1/policies/x`, {
      method: 'DELETE',
      headers: { authorization: 'Bearer key' },
    })
    return project
  }

  test.each<[string, (root: string) => void]>([
    [
      'an ignored file',
      (root) => {
        writeFiles(root, { '.gitignore': 'x.json\n' })
        git(root, 'rm', '-q', '--cached', 'policies/x.json')
        commitFiles(root, {})
      },
    ],
    [
      'a file whose changes git is told not to see',
      (root) => {
        git(root, 'update-index', '--assume-unchanged', 'policies/x.json')
        writeFiles(root, { 'policies/x.json': `${policy('x').trimEnd()} \n` })
      },
    ],
    [
      'a file behind a link, changed',
      (root) => {
        mkdirSync(join(root, 'shared'))
        renameSync(join(root, 'policies/x.json'), join(root, 'shared/x.json'))
        symlinkSync('../shared/x.json', join(root, 'policies/x.json'))
        commitFiles(root, {})
        writeFiles(root, { 'shared/x.json': `${policy('x').trimEnd()} \n` })
      },
    ],
  ])('%s: left, until --force', async (_what, hide) => {
    const project = await editedLive(hide)
    const { status, stdout } = await project.run('pull', '--format', 'json')
    const { left, pulled } = JSON.parse(stdout)
    expect([status, pulled, left]).toMatchObject([3, [], [{ policy: 'x', reason: 'uncommitted' }]])
    const forced = await project.run('pull', '--force', '--format', 'json')
    expect(JSON.parse(forced.stdout).pulled).toMatchObject([{ policy: 'x', action: 'delete' }])
  })
})
