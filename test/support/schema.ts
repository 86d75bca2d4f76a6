import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { expect } from 'vitest'

/** Fails where the document is not what schema/<name>.schema.json describes. */
export function expectSchema(name: string, document: unknown): void {
  const schema = JSON.parse(readFileSync(`schema/${name}.schema.json`, 'utf8'))
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema)
  validate(document)
  expect(validate.errors ?? []).toEqual([])
}
