/** The tarball as its users get it: no network, an empty project, another compiler's settings. */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const TOOLS = resolve('node_modules')
const SAMPLE = `
import {
  applyTargets, directionOf, type LintDocument, lintProject, nobody, nodeContext, NO_OVERRIDES, type SeveralDocument, withTargets, withWorkbench,
} from 'policyctl'

export const lint: Promise<LintDocument> = withWorkbench(
  nodeContext(),
  { config: null, target: null },
  async (workbench) => (await lintProject(workbench, { paths: [], fix: false, live: false })).document,
)
export const applied: Promise<SeveralDocument> = withTargets(nodeContext(), { config: null, targets: null }, async (targets) => {
  const wishes = { only: [], skipBlocked: false, yes: true, wait: 0, overridesFor: (_target: string) => NO_OVERRIDES }
  return (await applyTargets(targets, wishes, nobody)).document
})
// @ts-expect-error: a number is no change of access
directionOf(1)
`

const LINTING = `
import { lintProject, nodeContext, withWorkbench } from 'policyctl'

const { document } = await withWorkbench(nodeContext(), { config: null, target: null }, (workbench) =>
  lintProject(workbench, { paths: [], fix: false, live: false }),
)
console.log(JSON.stringify(document))
`

let folder: string
let consumer: string
let names: readonly string[]
let installed: readonly string[]

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'policyctl-package-'))
  const source = join(folder, 'source')
  // A copy: packing builds, and the other tests run what is built here.
  const tracked = run('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'], '.')
  for (const file of tracked.split('\n').filter((name) => name !== '' && !name.startsWith('test/')))
    cpSync(file, join(source, file))
  symlinkSync(TOOLS, join(source, 'node_modules'))
  const [packed] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', '..'], source))
  names = packed.files.map(({ path }: { path: string }) => path)

  consumer = join(folder, 'consumer')
  mkdirSync(consumer)
  writeFileSync(join(consumer, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }')
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(folder, packed.filename)], consumer)
  installed = run('npm', ['ls', '--all', '--parseable'], consumer).trim().split('\n')
  mkdirSync(join(consumer, 'node_modules/@types'), { recursive: true })
  for (const types of ['@types/node', 'undici-types'])
    symlinkSync(join(TOOLS, types), join(consumer, 'node_modules', types))
  writeFileSync(join(consumer, 'sample.ts'), SAMPLE)
  writeFileSync(join(consumer, 'lint.mjs'), LINTING)
}, 300_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('it holds what runs, its types, its schemas and what was bundled, and nothing of the workshop', () => {
  for (const name of ['dist/cli.js', 'dist/index.js', 'dist/index.d.ts', 'dist/sbom.cdx.json', 'LICENSE'])
    expect(names).toContain(name)
  expect(names).toContain('schema/policy.schema.json')
  const others = names.filter(
    (name) =>
      !/^(dist|schema|docs\/(checks|errors))\/|^docs\/[\w-]+\.md$|^(README|LICENSE|CHANGELOG|package)\b/.test(
        name,
      ),
  )
  expect(others).toEqual([])
})

test('the page of each error and check is there, and each page that a message names', () => {
  for (const folder of ['docs/errors', 'docs/checks'])
    for (const page of readdirSync(folder)) expect(names).toContain(`${folder}/${page}`)
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  )
  const named = sources
    .filter((path) => !path.startsWith('generated'))
    .flatMap((path) => readFileSync(join('src', path), 'utf8').match(/\bdocs\/[a-z-]+\.md/g) ?? [])
  expect(named.length).toBeGreaterThan(5)
  expect([...new Set(named)].filter((page) => !names.includes(page))).toEqual([])
})

test('nothing is installed beside it', () => {
  expect(installed.map((path) => path.slice(consumer.length))).toEqual(['', '/node_modules/policyctl'])
})

describe('its types', () => {
  test.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('hold for module %s, resolution %s', (module, moduleResolution) => {
    const compilerOptions = {
      module,
      moduleResolution,
      target: 'es2023',
      strict: true,
      noEmit: true,
      types: ['node'],
      skipLibCheck: false,
      exactOptionalPropertyTypes: true,
    }
    writeFileSync(
      join(consumer, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, include: ['sample.ts'] }),
    )
    const { status, stdout } = spawnSync(process.execPath, [join(TOOLS, 'typescript/bin/tsc'), '-p', '.'], {
      cwd: consumer,
      encoding: 'utf8',
    })
    expect(stdout).toBe('')
    expect(status).toBe(0)
  })
})

test.each([
  ['imported', '--input-type=module', "import { directionOf, openWorkbench } from 'policyctl'"],
  ['required', '--input-type=commonjs', "const { directionOf, openWorkbench } = require('policyctl')"],
])('it is %s', (_how, type, line) => {
  const script = `${line}\nconsole.log(typeof directionOf, typeof openWorkbench)`
  expect(run(process.execPath, [type, '--eval', script], consumer)).toBe('function function\n')
})

test('its schemas resolve by name', () => {
  const script = "console.log(import.meta.resolve('policyctl/schema/policy.schema.json'))"
  const url = run(process.execPath, ['--input-type=module', '--eval', script], consumer).trim()
  expect(JSON.parse(readFileSync(new URL(url), 'utf8'))).toMatchObject({ title: expect.any(String) })
})

test('the command line starts a project and lints it, and says nothing beside', () => {
  const cli = join(consumer, 'node_modules/.bin/policyctl')
  const of = (...args: readonly string[]) => spawnSync(cli, args, { cwd: consumer, encoding: 'utf8' })
  expect(of('--help')).toMatchObject({ status: 0, stderr: '' })
  run('git', ['init', '--quiet'], consumer)
  expect(of('init')).toMatchObject({ status: 0 })
  expect(of('lint')).toMatchObject({ status: 0, stderr: '' })
})

test('publint finds nothing', () => {
  const { status, stdout } = spawnSync(
    join(TOOLS, '.bin/publint'),
    ['run', join(folder, 'consumer/node_modules/policyctl'), '--pack', 'false', '--strict'],
    { encoding: 'utf8' },
  )
  expect(stdout).toContain('All good!')
  expect(status).toBe(0)
})

describe('the bill of materials', () => {
  interface Component {
    readonly name: string
    readonly version: string
    readonly scope: string
  }
  const components = (): readonly Component[] =>
    JSON.parse(readFileSync(join(consumer, 'node_modules/policyctl/dist/sbom.cdx.json'), 'utf8')).components

  test('has the packages that are bundled, as they are installed', () => {
    const bundled = components().map(({ name }) => name)
    for (const name of ['yaml', 'simple-git', 'undici', 'diff', 'commander']) expect(bundled).toContain(name)
    for (const { name, version, scope } of components()) {
      const { version: installed } = JSON.parse(readFileSync(join(TOOLS, name, 'package.json'), 'utf8'))
      expect({ name, version, scope }).toEqual({ name, version: installed, scope: 'required' })
    }
  })

  test('has no tool of the workshop', () => {
    const bundled = components().map(({ name }) => name)
    for (const name of ['vitest', 'typescript', 'esbuild', 'fast-check']) expect(bundled).not.toContain(name)
  })
})

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}
