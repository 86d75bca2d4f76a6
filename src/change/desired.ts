import type { Spec } from '../policy/policy.ts'

/** The policies that the files (or an earlier revision) ask for, by name. */
export type Desired = ReadonlyMap<string, DesiredPolicy>

export interface DesiredPolicy {
  readonly spec: Spec
  /** The file that asks for it, relative to the project's root; null if it comes from an earlier revision. */
  readonly file: string | null
}
