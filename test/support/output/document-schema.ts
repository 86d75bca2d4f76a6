import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'

/** Validator of a document that a command prints; `errors` tells what is wrong. */
export function documentSchema(name: string): ValidateFunction {
  return new Ajv({ allErrors: true, allowUnionTypes: true, strict: true, strictRequired: false }).compile(
    JSON.parse(readFileSync(`schema/${name}.schema.json`, 'utf8')),
  )
}
