import type { ErrorObject } from 'ajv'

export declare const validate: {
  (document: unknown): boolean
  errors?: readonly ErrorObject[] | null
}
