import type { Quirks } from './quirks.ts'
import type { Readying } from './readying.ts'
import type { Storage } from './storage.ts'

/** One call, taken apart. */
export interface ApiCall {
  readonly method: string
  /** Segments after the base, decoded. */
  readonly segments: readonly string[]
  /** null where there is none, undefined where it is not JSON. */
  readonly body: unknown
  readonly contract: 'classic' | 'v1'
  /** Namespace that the request is about; null: none is named. */
  readonly scope: string | null
}

export interface Api {
  readonly storage: Storage
  readonly quirks: Quirks
  readonly readying: Readying
}
