import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import * as library from '../../src/index.ts'
import { folderWith } from '../support/folder.ts'

const page = readFileSync('docs/library.md', 'utf8')

test('the example of the library prints what the page says', () => {
  const code = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
  const printed = /```text\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
  const file = join(folderWith(), 'example.mjs')
  writeFileSync(file, code.replace("'policyctl'", `'${pathToFileURL('dist/index.js').href}'`))
  expect(execFileSync(process.execPath, [file], { encoding: 'utf8' })).toBe(printed)
})

test('the page names only what is exported', () => {
  const named = [...page.matchAll(/^\| `(\w+)|, `(\w+)\(/gm)].map((match) => match[1] ?? match[2] ?? '')
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter((name) => !(name in library))).toEqual([])
})
