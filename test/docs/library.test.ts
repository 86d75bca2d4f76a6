import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import * as library from '../../src/index.ts'
import { folderWith } from '../support/folder.ts'
import { commitFiles, repositoryWith } from '../support/git.ts'

const page = readFileSync('docs/library.md', 'utf8')

/** Each example, and what the page says that it prints. */
const EXAMPLES = [...page.matchAll(/```js\n([\s\S]*?)```\s*prints[^\n]*\n+```text\n([\s\S]*?)```/g)].map(
  ([, code = '', printed = '']) => ({ code, printed }),
)

/** The sample project, committed. */
function clone(): string {
  const root = repositoryWith({ '.gitignore': '.policyctl/\n' })
  for (const path of ['policies', 'policyctl.yaml', 'schema'])
    cpSync(path, join(root, path), { recursive: true })
  commitFiles(root, {})
  return root
}

test('every example says what it prints', () => {
  expect(EXAMPLES).toHaveLength(page.split('```js').length - 1)
})

test.each(EXAMPLES)('an example prints what the page says', ({ code, printed }) => {
  const file = join(folderWith(), 'example.mjs')
  writeFileSync(file, code.replace("'policyctl'", `'${pathToFileURL('dist/index.js').href}'`))
  expect(execFileSync(process.execPath, [file], { cwd: clone(), encoding: 'utf8' })).toBe(printed)
})

test('the page names only what is exported', () => {
  const named = [
    ...page.matchAll(/^\| `(\w+)|, `(\w+)\(|; `(\w+)\(|`(\w+)\((?:workbench|context|options)/gm),
  ].map(([, ...names]) => names.find((name) => name !== undefined) ?? '')
  expect(named.length).toBeGreaterThan(25)
  expect(named.filter((name) => !(name in library))).toEqual([])
})

test('the page names everything that is exported', () => {
  const names = new Set(page.match(/\w+/g))
  expect(Object.keys(library).filter((name) => !names.has(name))).toEqual([])
})
