/** Streams that fail, and a terminal in which Ctrl-C reaches every process. */
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { spec } from '../support/builders/specs.ts'
import { git } from '../support/git/git.ts'
import { projectWith } from '../support/project/project.ts'
import { CLI } from '../support/run/run-cli.ts'
import { terminalWith } from '../support/run/terminal.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const FILES = { a: spec('allow GET https://a.io/*'), b: spec('allow GET https://b.io/*') }

/** `policyctl ARGS` behind a shell's redirection; everything that was printed, and the status. */
function redirected(command: string, cwd: string): Promise<{ status: number | null; text: string }> {
  const env = { PATH: process.env.PATH ?? '', HOME: folderWith(), RUNAGENTS_API_KEY: 'key' }
  const child = spawn('sh', ['-c', command.replace('policyctl', `'${process.execPath}' '${CLI}'`)], {
    cwd,
    env,
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
  }
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, text })))
}

test('an apply whose output goes to a full disk is finished, gives the lock back, and says 4', async () => {
  const project = await projectWith({ files: FILES })
  const { root } = project
  const apply = 'policyctl apply --yes --target production > /dev/full'
  const { status, text } = await redirected(apply, root)
  expect(text).toMatch(/^error output-failed: the output could not be written: ENOSPC/)
  expect(text).not.toContain('    at ')
  expect(status).toBe(4)
  expect(await project.live()).toEqual(FILES)
  expect(git(root, 'ls-remote', 'origin', 'refs/policyctl/lock/*')).toBe('')
  expect(git(root, 'ls-remote', 'origin', 'refs/policyctl/ledger/*')).not.toBe('')
})

test('a reader that closes its end of the pipe changes nothing', async () => {
  const project = await projectWith({ files: FILES })
  const { root } = project
  const apply = '{ policyctl apply --yes --target production; echo "status=$?" >&2; } | true'
  expect((await redirected(apply, root)).text).toBe('status=0\n')
  expect(await project.live()).toEqual(FILES)
})

test('plan --out leaves devices and pipes alone', async () => {
  const project = await projectWith({ files: FILES })
  const { root } = project
  for (const out of ['/dev/null', '/dev/stdout', '.']) {
    const { status, stderr } = await project.runIn(root, ['plan', '--out', out])
    expect([status, stderr]).toEqual([4, expect.stringContaining('error file-unwritable')])
  }
})

test('Ctrl-C while git talks to the remote: git is hit too, and the ledger is written all the same', async () => {
  const project = await projectWith({ files: FILES })
  const { root } = project
  const bare = project.remote.url.replace('file://', '')
  const [begun, go] = [join(bare, 'begun'), join(bare, 'go')]
  writeFiles(bare, {
    'hooks/pre-receive': `#!/bin/sh
while read old new ref; do case $ref in */ledger/*)
  touch '${begun}'; while [ ! -e '${go}' ]; do sleep 0.05; done;; esac; done
`,
  })
  chmodSync(join(bare, 'hooks/pre-receive'), 0o755)
  const terminal = terminalWith(['apply', '--yes', '--target', 'production'], {
    cwd: root,
    env: { RUNAGENTS_API_KEY: 'key' },
  })
  while (!existsSync(begun)) await delay(20)
  terminal.press('C-c')
  writeFileSync(go, '')
  const screen = await terminal.shows('status=')
  expect(screen).toContain('2 applied: production holds what was planned.')
  expect(screen).toContain('status=0')
  expect(git(root, 'ls-remote', 'origin', 'refs/policyctl/lock/*')).toBe('')
  expect(
    git(root, 'ls-tree', '-r', '--name-only', 'refs/policyctl/ledger/production', 'policies/', 'pending/'),
  ).toContain('policies/a.json')
})
