import type { Quirks } from './quirks.ts'
import type { Readying } from './readying.ts'
import type { Storage } from './storage.ts'

/** One call of the API. */
export interface ApiCall {
  readonly method: string
  /** Segments after the base, decoded. */
  readonly segments: readonly string[]
  /** null: there is none; undefined: it is not JSON. */
  readonly body: unknown
  readonly contract: 'classic' | 'v1'
  /** Namespace of the request; null: none is named. */
  readonly scope: string | null
}

export interface Api {
  readonly storage: Storage
  readonly quirks: Quirks
  readonly readying: Readying
}
