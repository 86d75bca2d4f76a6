/** `safety.unmanaged`: what is said of policies that somebody made elsewhere, and of those that break a guardrail. */
import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../src/files/config.ts'
import { looserSettings } from '../../src/files/config-loosening.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { spec } from '../support/builders/specs.ts'
import { projectWith } from '../support/project/project.ts'

const OWN = spec('allow GET https://wiki.example/*')
const STRANGER = spec('allow https://pay.example/*')
const GUARDRAIL = `guardrails:
  - { name: no-payments, on: { operations: [POST], resource: "https://pay.example/*" }, never: allow }
`

interface Scene {
  readonly setting?: 'ignore' | 'report' | 'fail'
  readonly own?: Spec
  readonly stranger?: Spec
}

/** Applied once; then somebody makes a policy in the console, for an agent of theirs. */
async function scene({ setting, own = OWN, stranger = STRANGER }: Scene) {
  const safety = setting === undefined ? '' : `safety: { unmanaged: ${setting} }\n`
  const project = await projectWith({
    files: { own },
    live: { own, 'console-made': stranger },
    bound: { own: ['reader'], 'console-made': ['etl'] },
    config: `${safety}${GUARDRAIL}`,
  })
  await project.run('apply', '--yes')
  return project
}

describe('a policy that was made elsewhere and breaks a guardrail', () => {
  test.each([
    ['the default', undefined, 0],
    ['report', 'report', 0],
    ['ignore', 'ignore', 0],
    ['fail', 'fail', 1],
  ] as const)(
    '%s: plan and drift name it in every format, and end with it',
    async (_what, setting, status) => {
      const { run } = await scene(setting === undefined ? {} : { setting })
      for (const command of ['plan', 'drift']) {
        for (const format of ['text', 'markdown']) {
          const told = await run(command, '--format', format)
          expect([told.status, told.stdout]).toEqual([status, expect.stringContaining('no-payments')])
          expect(told.stdout).toMatch(
            /no file has `?console-made`?, so no apply changes it; adopt it and narrow it, or fix it live/,
          )
          expect(told.stdout.includes('safety.unmanaged is fail')).toBe(setting === 'fail')
          expect(told.stdout.includes('left alone')).toBe(setting !== 'ignore')
        }
        const json = await run(command, '--format', 'json')
        expect([json.status, JSON.parse(json.stdout)]).toMatchObject([
          status,
          {
            unmanaged: ['console-made'],
            guardrails: [{ result: 'violated', because: [{ policy: 'console-made', rule: 0 }] }],
          },
        ])
      }
    },
  )

  test.each([
    ['report', 'warning', 0],
    ['fail', 'error', 1],
    ['ignore', null, 0],
  ] as const)('%s: lint --live tells it as %s, and ends with %i', async (setting, severity, status) => {
    const { run } = await scene({ setting })
    const json = await run('lint', '--live', '--format', 'json')
    const { findings, guardrails } = JSON.parse(json.stdout)
    const told = findings.filter(({ check }: { check: string }) => check === 'guardrail')
    expect(json.status).toBe(status)
    expect(guardrails).toMatchObject([{ result: 'violated', because: [{ policy: 'console-made' }] }])
    if (severity === null) expect(told).toEqual([])
    else
      expect(told).toMatchObject([
        {
          severity,
          message: expect.stringMatching(
            /^guardrail no-payments is broken by console-made, which no file here has: POST https:\/\/pay\.example\/\S* would be allowed for etl$/,
          ),
        },
      ])
    expect((await run('lint')).stdout).not.toContain('console-made')
  })

  test('it is named where a policy of the files breaks the guardrail first, too', async () => {
    const { run } = await scene({ setting: 'fail', own: spec('allow POST https://pay.example/a') })
    const { status, stdout } = await run('drift', '--format', 'json')
    expect(status).toBe(1)
    expect(JSON.parse(stdout).guardrails[0].because).toEqual([{ policy: 'console-made', rule: 0 }])
  })

  test('it holds no step that has no part in it, and the apply goes on', async () => {
    const project = await scene({ setting: 'fail' })
    const more = spec('allow GET https://wiki.example/*', 'allow POST https://wiki.example/*')
    project.edit({ own: more })
    expect(await project.run('plan')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('already broken; no step of this plan contributes to it'),
    })
    expect((await project.run('apply', '--yes')).status).toBe(0)
    expect(await project.live()).toMatchObject({ own: more, 'console-made': STRANGER })
  })

  test('a step that breaks it too is refused, which is the stronger no', async () => {
    const project = await scene({ setting: 'fail' })
    project.edit({ own: spec('allow POST https://pay.example/*') })
    expect(await project.run('plan')).toMatchObject({
      status: 3,
      stdout: expect.stringContaining('no-payments would break'),
    })
  })

  test('drift beside it does not weaken the answer', async () => {
    const project = await scene({ setting: 'fail' })
    await project.put('own', spec('allow GET https://wiki.example/a'))
    expect((await project.run('drift', '--exit-code')).status).toBe(1)
  })
})

describe('fail says nothing of', () => {
  test.each([
    ['policies made elsewhere that break none', { stranger: spec('allow GET https://news.example/*') }, 0],
    ['a guardrail that only a policy of the files breaks', { own: STRANGER, stranger: OWN }, 0],
  ] as const)('%s', async (_what, of, status) => {
    const { run } = await scene({ setting: 'fail', ...of })
    expect((await run('drift')).status).toBe(status)
  })
})

test.each([
  ['fail', 'report'],
  ['fail', 'ignore'],
  ['report', 'ignore'],
])('a pull request that turns %s into %s has to say so', (before, after) => {
  const config = (setting: string) =>
    parseConfig(`version: 1\nsafety: { unmanaged: ${setting} }\n`, 'policyctl.yaml')
  expect(looserSettings(config(before), config(after))).toEqual([`safety.unmanaged: ${before} → ${after}`])
  expect(looserSettings(config(after), config(before))).toEqual([])
})
