import type { Spec } from '../policy/policy.ts'

/** The policies that the files (or an earlier revision) ask for, by name. */
export type Desired = ReadonlyMap<string, DesiredPolicy>

export interface DesiredPolicy {
  readonly spec: Spec
  /** File that asks for it, relative to the project's root; null where it comes from no file. */
  readonly file: string | null
}
