/** The type of each document and its schema say the same: whatever one allows, the other does. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { compile } from 'json-schema-to-typescript'
import { expect, test } from 'vitest'
import { folderWith } from '../support/suite/folder.ts'

/** Schema of a document → module and name of its type. */
const DOCUMENTS: Readonly<Record<string, readonly [module: string, type: string]>> = {
  adopt: ['answers/adopt.ts', 'AdoptDocument'],
  'adopt-fleet': ['answers/adopt-fleet.ts', 'AdoptFleetDocument'],
  apply: ['answers/apply.ts', 'ApplyDocument'],
  diff: ['answers/diff.ts', 'DiffDocument'],
  drift: ['answers/drift.ts', 'DriftDocument'],
  error: ['answers/error.ts', 'ErrorDocument'],
  explain: ['answers/explain.ts', 'ExplainDocument'],
  forget: ['answers/forget.ts', 'ForgetDocument'],
  history: ['answers/history.ts', 'HistoryDocument'],
  lint: ['answers/lint.ts', 'LintDocument'],
  'move-ledger': ['answers/move-ledger.ts', 'MoveLedgerDocument'],
  plan: ['plan/plan.ts', 'Plan'],
  propose: ['answers/propose.ts', 'ProposeDocument'],
  pull: ['answers/pull.ts', 'PullDocument'],
  replay: ['answers/replay.ts', 'ReplayDocument'],
  render: ['answers/render.ts', 'RenderDocument'],
  several: ['answers/several.ts', 'SeveralDocument'],
  targets: ['answers/targets.ts', 'TargetsDocument'],
  test: ['answers/test.ts', 'TestDocument'],
  tighten: ['answers/tighten.ts', 'TightenDocument'],
  translate: ['answers/translate.ts', 'TranslateDocument'],
  verify: ['answers/verify.ts', 'VerifyDocument'],
  'who-can': ['answers/who-can.ts', 'WhoCanDocument'],
}

/** What people write, and what ledgers hold: no command prints them. */
const INPUTS = ['config', 'evidence', 'policy', 'policy-test']

/** Brands are for us, and so is `readonly`. What a spec is, schema/policy.schema.json says; live may hold more. */
const PLAIN = `export type Plain<T> =
  T extends string ? (keyof T extends keyof string ? T : string)
  : T extends { readonly policies: readonly object[] } ? 'a spec'
  : T extends readonly (infer Item)[] ? readonly Plain<Item>[]
  : T extends object ? { readonly [Key in keyof T]: Plain<T[Key]> }
  : T
`

async function schemaTypes(name: string): Promise<string> {
  const schema = JSON.parse(readFileSync(`schema/${name}.schema.json`, 'utf8'))
  return compile(schema, 'SchemaDocument', { additionalProperties: false, ignoreMinAndMaxItems: true })
}

function comparison(name: string, [module, type]: readonly [string, string]): string {
  return `import type { ${type} as Document } from '${resolve('src', module)}'
import type { Plain } from './plain.ts'
import type { ${titleOf(name)} as Schema } from './schema-${name}.ts'
export const toSchema = (document: Plain<Document>): Plain<Schema> => document
export const toDocument = (schema: Plain<Schema>): Plain<Document> => schema
`
}

function titleOf(name: string): string {
  return JSON.parse(readFileSync(`schema/${name}.schema.json`, 'utf8')).title
}

/** What the compiler has against these files, a line each. */
function complaints(files: Readonly<Record<string, string>>): readonly string[] {
  const config = {
    extends: resolve('tsconfig.json'),
    compilerOptions: { typeRoots: [resolve('node_modules/@types')] },
    include: ['*.ts'],
  }
  const folder = folderWith({
    ...files,
    'package.json': '{"type":"module"}',
    'tsconfig.json': JSON.stringify(config),
  })
  try {
    execFileSync(resolve('node_modules/.bin/tsc'), ['-p', join(folder, 'tsconfig.json')], {
      encoding: 'utf8',
    })
    return []
  } catch (error) {
    const { stdout } = error as { readonly stdout: string }
    return stdout.split('\n').filter((line) => line.includes('error TS') || line.startsWith(' '))
  }
}

test('every schema of a document has its type', () => {
  const schemas = readdirSync('schema').map((file) => file.replace('.schema.json', ''))
  expect(schemas.filter((name) => !INPUTS.includes(name)).sort()).toEqual(Object.keys(DOCUMENTS).sort())
})

test('the types of documents and their schemas say the same', async () => {
  const files: Record<string, string> = { 'plain.ts': PLAIN }
  for (const [name, document] of Object.entries(DOCUMENTS)) {
    files[`schema-${name}.ts`] = await schemaTypes(name)
    files[`same-${name}.ts`] = comparison(name, document)
  }
  expect(complaints(files)).toEqual([])
})

test('a document that lacks a key of its schema is seen', async () => {
  const found = complaints({
    'plain.ts': PLAIN,
    'schema-error.ts': await schemaTypes('error'),
    'other.ts': 'export interface Other { readonly formatVersion: 1 }',
    'same-error.ts': comparison('error', ['', 'Other']).replace(`'${resolve('src', '')}'`, "'./other.ts'"),
  })
  expect(found.join('\n')).toContain("Property 'error' is missing")
})
