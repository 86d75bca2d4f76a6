import type { Finding } from '../diagnostic/finding.ts'
import type { Place } from '../diagnostic/place.ts'
import type { Permission } from '../policy/policy.ts'
import type { Request } from '../policy/request.ts'

/** A policy test as its file has it: names are not resolved yet. */
export interface ParsedTest {
  /** The text of the request if the file gives no name. */
  readonly name: string
  /** The place of the test's name, or of its start. */
  readonly place: Place
  readonly bound: BoundBy
  readonly request: Request
  readonly expected: Expected
  /** Globs of the targets that it is for; null: all. */
  readonly targets: readonly Named[] | null
  /** Place of the request as written. */
  readonly requestPlace: Place
}

/** The policies that decide the request: named themselves, or those of an agent. */
export type BoundBy =
  | { readonly kind: 'policies'; readonly names: readonly Named[] }
  | { readonly kind: 'agent'; readonly agent: Named }

/** The name of a policy or an agent, and its place in the test file. */
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

/** A rule that must be among the deciding rules. */
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
