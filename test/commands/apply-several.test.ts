/** One apply to several targets: plans first, waves, overrides by name, one document. */
import { describe, expect, test } from 'vitest'
import { spec } from '../support/builders/specs.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { projectWithTargets, type SeveralTargets } from '../support/project/several-targets.ts'

const A = spec('allow GET https://a.example/*')
const WIDER = spec('allow https://a.example/*')
const TARGETS = ['dev-1', 'dev-2', 'staging', 'prod']
const WAVES = 'rollout: [[dev-*], [staging], [prod]]\n'
const ALL = ['--target', '*']

const isSeveral = documentSchema('several')

type Document = {
  targets: {
    target: string
    exitStatus: number
    error: { code: string; message: string } | null
    document: { summary: Record<string, number>; results: { status: string; error: string | null }[] } | null
  }[]
  groups: { targets: string[] }[]
}

function parsed(text: string): Document {
  const document = JSON.parse(text)
  expect(isSeveral(document)).toBe(true)
  return document
}

/** `dev-1 0: applied`, and for what could not run its code. */
function ends({ targets }: Document): readonly string[] {
  return targets.map(({ target, exitStatus, error, document }) => {
    const what = error === null ? document?.results.map(({ status }) => status).join() : error.code
    return `${target} ${exitStatus}: ${what}`
  })
}

/** A workspace that refuses every write, until it is mended. */
function failing(target: string): { mend: () => void } & Required<Pick<SeveralTargets, 'onRequest'>> {
  let isMended = false
  return {
    mend: () => {
      isMended = true
    },
    onRequest: (seen) =>
      seen.target === target && seen.method !== 'GET' && !isMended
        ? { before: { status: 403, body: { error: 'no' } } }
        : undefined,
  }
}

describe('order', () => {
  test('all plans stand before the first write; the waves follow each other; the last line counts', async () => {
    const { run, seen, live, refs } = await projectWithTargets({
      targets: TARGETS,
      files: { a: A },
      config: WAVES,
    })
    const { status, stdout, stderr } = await run('apply', '--yes', ...ALL)
    expect([status, stdout.split('\n').at(-2)]).toEqual([
      0,
      '4 targets: 4 applied. Waves: dev-* → staging → prod',
    ])
    expect(stdout).toContain(
      '== SAME IN 4   dev-* (2) staging prod\n1 applied: dev-1, dev-2, staging, prod hold',
    )
    expect(stderr).toContain('wave 2 of 3: staging\nstaging: 1 applied\nwave 3 of 3: prod\n')
    const first = seen.findIndex(({ method }) => method === 'POST')
    expect(new Set(seen.slice(0, first).map(({ target }) => target))).toEqual(new Set(TARGETS))
    const written = seen.filter(({ method }) => method === 'POST').map(({ target }) => target)
    expect([written.slice(0, 2).sort(), ...written.slice(2)]).toEqual([['dev-1', 'dev-2'], 'staging', 'prod'])
    expect(await live()).toEqual(Object.fromEntries(TARGETS.map((target) => [target, ['a']])))
    expect(refs()).toEqual(TARGETS.map((target) => `ledger/${target}`).sort())
  })

  test('a wave that fails: the next is not reached; mended, the same command finishes', async () => {
    const { mend, onRequest } = failing('staging')
    const project = await projectWithTargets({ targets: TARGETS, files: { a: A }, config: WAVES, onRequest })
    const failed = await project.run('apply', '--yes', '--format', 'json', ...ALL)
    expect(failed.status).toBe(1)
    const document = parsed(failed.stdout)
    expect(ends(document)).toEqual([
      'dev-1 0: applied',
      'dev-2 0: applied',
      'staging 1: failed',
      'prod 1: not-run',
    ])
    expect(document.targets[3]?.document?.results[0]?.error).toContain('earlier wave did not converge')
    expect(document.groups).toEqual([
      { targets: ['dev-1', 'dev-2'] },
      { targets: ['staging'] },
      { targets: ['prod'] },
    ])
    expect(failed.stderr.split('\n').at(-2)).toContain('4 targets: 2 applied, 1 failed, 1 not run')
    expect(await project.live()).toMatchObject({ 'dev-1': ['a'], staging: [], prod: [] })
    mend()
    const again = await project.run('apply', '--yes', '--format', 'json', ...ALL)
    expect(ends(parsed(again.stdout))).toEqual([
      'dev-1 0: ',
      'dev-2 0: ',
      'staging 0: applied',
      'prod 0: applied',
    ])
  })

  test('without waves a failure holds nobody; what cannot run hides nothing; the strongest status', async () => {
    const { onRequest } = failing('dev-2')
    const of = { staging: ', apiKeyEnv: NOT_SET' }
    const { run } = await projectWithTargets({ targets: TARGETS, files: { a: A }, of, onRequest })
    const { status, stdout, stderr } = await run('apply', '--yes', '--format', 'json', ...ALL)
    expect([status, ends(parsed(stdout))]).toEqual([
      4,
      ['dev-1 0: applied', 'dev-2 1: failed', 'staging 4: key-missing', 'prod 0: applied'],
    ])
    expect(stderr).toContain('4 targets: 2 applied, 1 failed, 1 could not run\n')
  })

  test('what changed in a later wave since it was planned is not written over; ledgers of others make nothing stale', async () => {
    const project = await projectWithTargets({
      targets: TARGETS,
      files: { a: A },
      config: WAVES,
      onRequest: async ({ target, method }) => {
        if (target === 'staging' && method === 'PUT')
          await project.workspaces.get('prod')?.put('a', spec('deny https://a.example/*'))
        return undefined
      },
    })
    expect((await project.run('apply', '--yes', ...ALL)).status).toBe(0)
    project.edit({ a: WIDER })
    const { status, stdout } = await project.run('apply', '--yes', '--format', 'json', ...ALL)
    expect([status, ends(parsed(stdout)).slice(2)]).toEqual([3, ['staging 0: applied', 'prod 3: stale-plan']])
  })
})

test('files that change while it runs are not what was planned: nothing is written by them, nor by what they were', async () => {
  const project = await projectWithTargets({
    targets: ['dev', 'prod'],
    files: { a: A },
    config: 'rollout: [[dev], [prod]]\n',
    onRequest: ({ target, method }) => {
      if (target === 'dev' && method === 'POST') project.edit({ a: WIDER })
      return undefined
    },
  })
  const { status, stdout } = await project.run('apply', '--yes', '--format', 'json', ...ALL)
  expect([status, ends(parsed(stdout))]).toEqual([3, ['dev 0: applied', 'prod 3: stale-plan']])
  expect(await project.live()).toEqual({ dev: ['a'], prod: [] })
})

describe('guards', () => {
  const deletes = async (config = WAVES) => {
    const files = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [name, A]))
    const project = await projectWithTargets({ targets: TARGETS, files, config })
    expect((await project.run('apply', '--yes', ...ALL)).status).toBe(0)
    project.edit({ b: null, c: null, d: null, e: null })
    return project
  }

  test('a blocked target holds itself and those after it, and the remedy names the target', async () => {
    const { run, live } = await deletes()
    const planned = await run('plan', '--target', '*')
    expect(planned.stdout).toContain('--allow-deletes=dev-1:4 lifts it')
    const lifted = '--allow-deletes=dev-1:4,dev-2:4'
    const { status, stdout } = await run('apply', '--yes', lifted, '--format', 'json', ...ALL)
    expect(status).toBe(3)
    expect(parsed(stdout).targets.map(({ exitStatus }) => exitStatus)).toEqual([0, 0, 3, 1])
    expect(await live()).toMatchObject({ 'dev-1': ['a'], staging: ['a', 'b', 'c', 'd', 'e'] })
    const more = ['--allow-deletes=staging:4', '--allow-deletes=prod:4']
    expect((await run('apply', '--yes', ...more, ...ALL)).status).toBe(0)
    expect(await live()).toMatchObject({ staging: ['a'], prod: ['a'] })
  })

  test('without waves it holds only itself, and --skip-blocked writes the rest of it: 3', async () => {
    const project = await deletes('')
    project.edit({ a: WIDER })
    const lifted = TARGETS.filter((target) => target !== 'prod').map(
      (target) => `--allow-deletes=${target}:4`,
    )
    const { status, stdout } = await project.run('apply', '--yes', ...lifted, ...ALL, '--format', 'json')
    expect([status, parsed(stdout).targets.map(({ exitStatus }) => exitStatus)]).toEqual([3, [0, 0, 0, 3]])
    expect((await project.workspaces.get('prod')?.live())?.a).toEqual(A)
    expect((await project.run('apply', '--yes', '--skip-blocked', ...ALL)).status).toBe(3)
    expect(await project.workspaces.get('prod')?.live()).toEqual({ a: WIDER, b: A, c: A, d: A, e: A })
  })
})

const REFUSED: readonly (readonly [given: string, words: string])[] = [
  ['--allow-deletes=4', '--allow-deletes=4 names no target, and this run has several'],
  ['--allow-behind', 'it is for: --allow-behind=dev-1'],
  ['--allow-in-use=a --allow-in-use=dev-1:b', '--allow-in-use=a names no target'],
  ['--allow-in-use=a,dev-1:b', '--allow-in-use=a names no target'],
  ['--allow-widening=prod', "for the target 'prod', which is not part of this run"],
  ['--allow-empty=dev-11', 'did you mean dev-1?'],
  ['--allow-deletes=dev-1:4,dev-1:5', '--allow-deletes is given twice for dev-1'],
  ['--allow-deletes=dev-1:x', 'not a number of deletes'],
  ['--overwrite-live=dev-1:', '--overwrite-live contains an empty name'],
  ['--allow-behind=', '--allow-behind contains an empty name'],
  ['plan.json', 'plan.json: a plan file is for one target, and this run has several'],
]

test('an apply to several with an override that is for none of them, or for any: 4, and nothing was sent', async () => {
  const { run, seen } = await projectWithTargets({ targets: TARGETS, files: { a: A } })
  for (const [given, words] of REFUSED) {
    const { status, stderr } = await run('apply', '--yes', ...given.split(' '), '--target', 'dev-*')
    expect([given, status, stderr]).toEqual([given, 4, expect.stringContaining(words)])
  }
  const unasked = await run('apply', '--target', 'dev-*')
  expect([unasked.status, unasked.stderr]).toEqual([4, expect.stringContaining('no terminal to ask on')])
  expect(seen).toEqual([])
})

describe('an override in a run about one target', () => {
  const ALONE: readonly (readonly [flag: string, status: number])[] = [
    ['--allow-in-use=dev-1:a', 0],
    ['--allow-in-use=a', 0],
    ['--allow-in-use=dev-2:a', 4],
    ['--allow-behind', 0],
    ['--allow-behind=dev-1', 0],
    ['--allow-behind=dev-2', 4],
    ['--allow-deletes=3', 3],
    ['--allow-deletes=dev-1:0', 0],
  ]

  test('may name it, and names no other', async () => {
    const { run } = await projectWithTargets({ targets: ['dev-1', 'dev-2'], files: { a: A } })
    for (const [flag, expected] of ALONE) {
      const { status } = await run('apply', '--yes', flag, '--target', 'dev-1')
      expect([flag, status]).toEqual([flag, expected])
    }
  })

  test('a bare one takes no word that follows', async () => {
    const { run } = await projectWithTargets({ targets: ['dev-1'], files: { a: A } })
    const { status, stderr } = await run('apply', '--allow-behind', 'no-plan.json', '--target', 'dev-1')
    expect([status, stderr]).toEqual([4, expect.stringContaining('there is no plan file no-plan.json')])
    expect(stderr).toContain('to apply single policies, name them with --only')
    const other = await run('plan', '--allow-behind', '--target', 'dev-1')
    expect(other.stderr).toContain("unknown option '--allow-behind'")
  })
})

describe('on a terminal', () => {
  const three = () =>
    projectWithTargets({
      targets: ['dev', 'staging', 'prod'],
      files: { a: A },
      config: 'rollout: [[dev, staging], [prod]]\n',
    })

  test('one question names how many, and which get wider; no writes nothing: 1', async () => {
    const project = await three()
    const { status, stdout, stderr } = await project.asked('n', ['apply', ...ALL])
    expect(status).toBe(1)
    expect(stderr).toContain('Apply 3 changes to 3 targets (wider access in 3: dev, staging, prod)? [y/N] ')
    expect(stdout).toContain('Nothing was written to dev, staging, prod.')
    expect(await project.live()).toEqual({ dev: [], staging: [], prod: [] })
  })

  test('yes is for all; the line of progress has each target, and is taken away', async () => {
    const project = await three()
    const { status, stderr } = await project.asked('yes', ['apply', ...ALL])
    expect(status).toBe(0)
    expect(stderr).toMatch(/writing (?:dev|staging) 1 of 1/)
    expect(stderr).toContain('\r\u001b[2Kprod: 1 applied\n')
    project.edit({ a: spec('allow GET https://a.example/x/*') })
    const narrower = await project.asked('yes', ['apply', '--target', 'dev', '--target', 'prod'])
    expect(narrower.stderr).toContain('Apply 2 changes to 2 targets (none gets wider access)? [y/N] ')
    const still = await project.asked('no', ['apply', '--target', 'dev', '--target', 'prod'])
    expect([still.status, still.stderr.includes('[y/N]')]).toEqual([0, false])
  })

  test('stopped between the waves: what is in flight is finished, the rest is not run', async () => {
    const stop = new AbortController()
    const project = await projectWithTargets({
      targets: ['dev', 'prod'],
      files: { a: A },
      config: 'rollout: [[dev], [prod]]\n',
      onRequest: ({ method }) => {
        if (method === 'POST') stop.abort()
        return undefined
      },
    })
    const { status, stdout, stderr } = await project.asked(
      'yes',
      ['apply', '--yes', '--format', 'json', ...ALL],
      {
        stop: stop.signal,
      },
    )
    expect(stderr.split('stopping:').length).toBe(2)
    expect([status, ends(parsed(stdout))]).toEqual([1, ['dev 0: applied', 'prod 1: not-run']])
    expect(await project.live()).toEqual({ dev: ['a'], prod: [] })
    expect(project.refs()).toEqual(['ledger/dev'])
  })
})

test('two clones that apply overlapping targets at once: one waits or is refused, and nothing is lost', async () => {
  const project = await projectWithTargets({ targets: ['a', 'b', 'c'], files: { a: A, b: WIDER } })
  const other = project.remote.clone()
  const apply = (cwd: string, ...targets: readonly string[]) =>
    project.runIn(cwd, ['apply', '--yes', ...targets.flatMap((target) => ['--target', target])])
  const ends = await Promise.all([apply(project.root, 'a', 'b'), apply(other, 'b', 'c')])
  for (const { status, stderr, stdout } of ends) {
    expect([0, 1, 3], stderr).toContain(status)
    // Whoever comes second says so: the lock is held, or the workspace is no longer what was planned.
    if (status !== 0) expect(`${stdout}${stderr}`).toMatch(/locked|stale-plan|changed meanwhile|lock/)
  }
  // Whatever was refused is made up for by the same commands, one after the other.
  expect(await apply(project.root, 'a', 'b')).toMatchObject({ status: 0 })
  expect(await apply(other, 'b', 'c')).toMatchObject({ status: 0 })
  expect(await project.live()).toEqual({ a: ['a', 'b'], b: ['a', 'b'], c: ['a', 'b'] })
  expect(project.refs()).toEqual(['ledger/a', 'ledger/b', 'ledger/c'])
  for (const target of ['a', 'b', 'c'])
    expect(await project.runIn(other, ['drift', '--exit-code'], { target })).toMatchObject({
      status: 0,
    })
})
