/** What an apply asks and shows on a terminal. */
import { describe, expect, test } from 'vitest'
import { spec } from '../support/builders/specs.ts'
import { projectWith } from '../support/project/project.ts'
import type { DeskRun } from '../support/run/desk.ts'

const A = spec('allow GET https://a.example/*')

async function onTerminal(
  answer: string | null,
  args: readonly string[] = [],
  more: Pick<DeskRun, 'stop'> = {},
) {
  const project = await projectWith({ files: { a: A, b: A }, hasGit: false })
  const result = await project.runIn(project.root, ['apply', ...args], { answer, ...more })
  return { ...result, live: await project.live() }
}

describe('apply on a terminal', () => {
  test('shows the plan, asks, and goes on with yes', async () => {
    const { status, stdout, stderr, live } = await onTerminal('yes')
    expect(status).toBe(0)
    expect(stdout.indexOf('2 to create in production.')).toBeLessThan(stdout.indexOf('2 applied'))
    expect(stderr).toContain('Apply 2 changes to production? [y/N] ')
    expect(Object.keys(live)).toEqual(['a', 'b'])
  })

  test.each([['no'], [''], [null]])('%j writes nothing, and says so: 1', async (answer) => {
    const { status, stdout, stderr, live } = await onTerminal(answer)
    expect(status).toBe(1)
    expect(stderr.endsWith('[y/N] \n')).toBe(answer === null)
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('Nothing was written to production.')
    expect(live).toEqual({})
  })

  test('with --format json the plan that is asked about goes to standard error', async () => {
    const { stdout, stderr } = await onTerminal('yes', ['--format', 'json'])
    expect(JSON.parse(stdout)).toMatchObject({ converged: true })
    expect(stderr).toContain('2 to create in production.')
  })

  test('progress is one line that is taken away at the end', async () => {
    const { stderr } = await onTerminal('yes')
    expect(stderr).toContain('\r\u001b[2Kwriting 2 of 2, 9 at a time')
    expect(stderr.endsWith('\r\u001b[2K')).toBe(true)
  })

  test('stopped before the first write: nothing is written, 1', async () => {
    const stop = new AbortController()
    stop.abort()
    const { status, stdout, live } = await onTerminal('yes', ['--yes'], { stop: stop.signal })
    expect(status).toBe(1)
    expect(stdout).toContain('2 not run: stopped; run it again to finish the job. Target: production.')
    expect(live).toEqual({})
  })
})
