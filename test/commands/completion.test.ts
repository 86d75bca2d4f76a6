/** Completion in the real shells; what they offer is what policyctl says of the line. */
import { execFileSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { completeLine } from '../../src/commands/complete-line.ts'
import { COMMANDS } from '../../src/commands/list.ts'
import { CLI } from '../support/run/run-cli.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'
import { lacks } from '../support/suite/lacks.ts'

const CONFIG = `version: 1
targets:
  production: { embedded: .policyctl/p.json }
  staging: { embedded: .policyctl/s.json }
`
const POLICY = (name: string): string => `name: ${name}\nspec:\n  policies:\n    - permission: deny\n`

function project(): string {
  return folderWith({
    'policyctl.yaml': CONFIG,
    'policies/payments.yaml': POLICY('payments'),
    'policies/people.yaml': POLICY('people'),
  })
}

describe('what may stand at the end of a line', () => {
  test.each<[line: string, words: readonly string[]]>([
    ['policyctl ', COMMANDS.map(({ name }) => name)],
    ['policyctl pl', ['plan']],
    ['policyctl --target ', ['production', 'staging']],
    ['policyctl --target prod', ['production']],
    ['policyctl --target=st', ['--target=staging']],
    ['policyctl --target production dr', ['drift']],
    ['policyctl plan --fail', ['--fail-on']],
    ['policyctl plan --fail-on ', ['wider']],
    ['policyctl plan --format m', ['markdown']],
    ['policyctl plan --only pay', ['payments']],
    ['policyctl apply --allow-in-use=pe', ['--allow-in-use=people']],
    ['policyctl pull pe', ['people']],
    ['policyctl pull people pay', ['payments']],
    ['policyctl diff live:', ['live:production', 'live:staging']],
    ['policyctl diff files git', ['git:HEAD']],
    ['policyctl who-can PA', ['PATCH']],
    ['policyctl explain GET ', []],
    ['policyctl lint ', []],
    ['policyctl plan --out ', []],
    ['policyctl --config ', []],
    ['policyctl completion ', ['bash', 'zsh', 'fish']],
    ['policyctl --ver', ['--verbose', '--version']],
    ['policyctl nothing-like-it ', []],
  ])('%j', async (line, words) => {
    const cwd = project()
    const { stdout, status } = await runInProcess(['completion', 'zsh', '--', line], { cwd })
    expect(stdout.split('\n').slice(0, -1)).toEqual(words)
    expect(status).toBe(0)
  })

  test('bash replaces only what is behind a colon or an equals sign', async () => {
    const cwd = project()
    const words = async (line: string): Promise<string> =>
      (await runInProcess(['completion', 'bash', '--', line], { cwd })).stdout
    expect(await words('policyctl diff live:st')).toBe('staging\n')
    expect(await words('policyctl --target=st')).toBe('staging\n')
  })
})

test.each([
  ['no project', {}],
  ['a broken config', { 'policyctl.yaml': 'version: [' }],
  ['broken policies', { 'policyctl.yaml': CONFIG, 'policies/a.yaml': ': [' }],
])('%s: commands and options all the same, and no error', async (_what, files) => {
  const cwd = folderWith(files)
  const { stdout, stderr, status } = await runInProcess(['completion', 'fish', '--', 'policyctl pla'], {
    cwd,
  })
  expect([stdout, stderr, status]).toEqual(['plan\n', '', 0])
})

test('what would mean something to the shell is not offered', () => {
  const names = { targets: ['production', '$(rm -r ~)', 'two words', '`id`'], policies: [] }
  expect(completeLine({ line: 'policyctl --target ', commands: COMMANDS, names })).toEqual(['production'])
})

test('another shell: usage, 4, with those that there are', async () => {
  const { stderr, status } = await runInProcess(['completion', 'tcsh'], { cwd: folderWith({}) })
  expect(status).toBe(4)
  expect(stderr).toBe(
    "error usage: there is no completion for 'tcsh'\n  hint: choose one of bash, zsh, fish\n",
  )
})

describe('in a real shell', () => {
  function printed(shell: string, args: readonly string[]): string {
    const bin = folderWith({ policyctl: `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n` })
    chmodSync(join(bin, 'policyctl'), 0o755)
    const env = { PATH: `${bin}:${process.env.PATH}`, HOME: folderWith({}), LC_ALL: 'C.UTF-8' }
    return execFileSync(shell, args, {
      cwd: project(),
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    })
  }

  const BASH = `eval "$(policyctl completion bash)"
complete -p policyctl
COMP_LINE=$1 COMP_POINT=\${#1}
_policyctl policyctl
printf '%s\\n' "\${COMPREPLY[@]}"`

  test('bash', () => {
    const offered = (line: string): string => printed('bash', ['--norc', '-c', BASH, 'bash', line])
    expect(offered('policyctl move')).toBe('complete -o default -F _policyctl policyctl\nmove-ledger\n')
    expect(offered('policyctl diff target:pro')).toContain('\nproduction\n')
  })

  const ZSH = `autoload -Uz compinit && compinit -D
eval "$(policyctl completion zsh)"
print -r -- "$_comps[policyctl]"
compadd() { shift; print -rl -- "$@" }
_files() { print files }
words=("\${(@s: :)1}") CURRENT=$#words
_policyctl`

  test.skipIf(lacks('zsh'))('zsh', () => {
    const offered = (line: string): string => printed('zsh', ['-f', '-c', ZSH, 'zsh', line])
    expect(offered('policyctl move')).toBe('_policyctl\nmove-ledger\n')
    expect(offered('policyctl --target pro')).toBe('_policyctl\nproduction\n')
    expect(offered('policyctl lint pol')).toBe('_policyctl\nfiles\n')
  })

  test.skipIf(lacks('fish'))('fish', () => {
    const offered = (line: string): string =>
      printed('fish', ['--no-config', '-c', `policyctl completion fish | source; complete -C '${line}'`])
    expect(offered('policyctl move')).toBe('move-ledger\n')
    expect(offered('policyctl pull pe')).toBe('people\n')
    expect(offered('policyctl lint policies/pe')).toContain('policies/people.yaml')
  })
})
