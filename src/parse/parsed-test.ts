import type { Finding } from '../diagnostic/finding.ts'
import type { Place } from '../diagnostic/place.ts'
import type { Permission } from '../policy/policy.ts'
import type { Request } from '../policy/request.ts'

/** A policy test, as far as its file alone can tell: names are not resolved yet. */
export interface ParsedTest {
  /** The request where the file gives no name. */
  readonly name: string
  /** The place of the test's name, or of its start. */
  readonly place: Place
  readonly bound: BoundBy
  readonly request: Request
  readonly expected: Expected
  /** Globs of the targets that it is for; null: all. */
  readonly targets: readonly string[] | null
  /** Place of the request as written. */
  readonly requestPlace: Place
}

/** The policies that decide. */
export type BoundBy =
  | { readonly kind: 'policies'; readonly names: readonly Named[] }
  | { readonly kind: 'agent'; readonly agent: Named }

/** A name of something that stands elsewhere. */
export interface Named {
  readonly name: string
  readonly place: Place
}

export interface Expected {
  readonly decision: Permission
  /** Groups, sorted, each once; null if the test does not check approvers. */
  readonly approvers: readonly string[] | null
  readonly because: ExpectedRule | null
}

/** A rule that must be among those that decide. */
export interface ExpectedRule {
  readonly policy: string
  /** Index in `spec.policies`, from 0. */
  readonly rule: number
  readonly place: Place
}

/** A test file. Tests with a fault are left out; the findings say why. */
export interface ParsedTestFile {
  /** Relative to the project's root, with '/'. */
  readonly file: string
  readonly tests: readonly ParsedTest[]
  /** Tests that were left out. */
  readonly invalid: number
  /** All of severity error. */
  readonly findings: readonly Finding[]
}
