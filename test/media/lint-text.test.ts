/** What `lint` prints of a repository with hundreds of findings: what matters first, on one screen. */
import { describe, expect, test } from 'vitest'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'
import { messyWorkspace } from './messy-workspace.ts'

const SCREEN = 40

describe('108 policies of a workspace that was just taken over', () => {
  const workspace = messyWorkspace()
  const run = (...args: string[]) => runInProcess(['lint', ...args], { cwd: folderWith(workspace) })

  test('one screen, errors in full and first, what no test decides last', async () => {
    const { status, stdout } = await run()
    const lines = stdout.trimEnd().split('\n')
    expect(status).toBe(1)
    expect(lines.length).toBeLessThanOrEqual(SCREEN)
    const severities = lines.flatMap((line) => /^\S+:\d+:\d+ (error|warning|info) /.exec(line)?.[1] ?? [])
    expect(severities).toEqual([
      ...Array(4).fill('error'),
      ...Array(severities.length - 6).fill('warning'),
      'info',
      'info',
    ])
    expect(lines.filter((line) => line.includes('untested-rule'))).toEqual([
      'policies/data/data-calendar.yaml:4:7 info untested-rule: no test is decided by data-calendar#0, #1 and #2 (and 107 more)',
    ])
    expect(lines.at(-1)).toBe(
      '8 errors, 52 warnings, 113 infos in 108 policies in 108 files; --fix fixes 12; --verbose shows each',
    )
  })

  test('an error names the places of all of its kind', async () => {
    const { stdout } = await run()
    expect(stdout).toContain(
      [
        'policies/payments/payments-search.yaml:15:17 error missing-host-delimiter: https://search.acme.example* also matches https://search.acme.example.evil.example/',
        '  15 |       resource: "https://search.acme.example*"',
        `     |                 ${'^'.repeat('"https://search.acme.example*"'.length)}`,
        '  hint: write https://search.acme.example/*',
        '  also policies/platform/platform-crm.yaml:15, policies/research/research-search.yaml:15',
      ].join('\n'),
    )
  })

  test('--verbose has every finding in full', async () => {
    const { stdout } = await run('--verbose')
    expect(stdout.match(/^\S+:\d+:\d+ (error|warning|info) /gm)).toHaveLength(8 + 52 + 113)
    expect(stdout).not.toContain('--verbose')
  })

  test('--quiet has nothing of what no test decides', async () => {
    const { stdout } = await run('--quiet')
    expect(stdout).not.toContain('untested-rule')
    expect(stdout).toContain('\n8 errors, 52 warnings, 5 infos in 108 policies in 108 files;')
  })

  test('json has one untested-rule a policy, github none', async () => {
    const { findings, summary } = JSON.parse((await run('--format', 'json')).stdout)
    expect(summary).toMatchObject({ errors: 8, warnings: 52, infos: 113 })
    const untested = findings.filter(({ check }: { check: string }) => check === 'untested-rule')
    expect(new Set(untested.map(({ policy }: { policy: string }) => policy)).size).toBe(untested.length)
    const github = (await run('--format', 'github')).stdout
    expect(github).not.toContain('untested-rule')
    expect(github.match(/^::/gm)).toHaveLength(8 + 52 + 5)
  })
})
