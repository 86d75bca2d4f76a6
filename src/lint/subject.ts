import type { Pattern } from '../access/model/pattern.ts'
import type { DetourGrant } from '../access/questions/detour-grants.ts'
import type { Guardrail } from '../access/questions/guardrail.ts'
import type { FleetSubject } from '../fleet/fleet-subject.ts'
import type { ParsedBinding, ParsedFile, ParsedPolicy } from '../parse/parsed-file.ts'
import type { Named } from '../parse/parsed-test.ts'
import type { LiveFacts } from './live-facts.ts'

/** The config as far as lint looks at it, with its text for places. */
export interface JudgedConfig {
  /** Relative to the project's root. */
  readonly file: string
  readonly text: string
  /** In the order of the config, with their ceilings; absent: as the text has them, without. */
  readonly guardrails?: readonly (Guardrail | null)[]
}

/** All that a check of single policies may look at: their files. */
export interface FileSubject {
  readonly files: readonly ParsedFile[]
  /** How many policies a file holds. */
  policiesIn(file: string): number
  /** Text of a file, '' where there is none. */
  textOf(file: string): string
}

/** All that checks may look at. */
export interface Subject extends FileSubject {
  /** Every policy whose shape allows it, in the order of files; unsound ones included. */
  readonly policies: readonly ParsedPolicy[]
  /** Those of the policies whose meaning is known. */
  readonly soundPolicies: readonly ParsedPolicy[]
  /** Policies whose shape is refused, as far as they can be read. */
  readonly drafts: readonly ParsedPolicy[]
  readonly bindings: readonly ParsedBinding[]
  readonly config: JudgedConfig | null
  /** Facts of the live workspace, null without --live. */
  readonly live: LiveFacts | null
  /** The target whose files these are, beside the others of its project; null where no target has layers. */
  readonly fleet: FleetSubject | null
  /** `policy#rule` of every rule that a policy test decides by; null where there are no tests. */
  readonly testedRules: ReadonlySet<string> | null
  /** Each mention of a policy in the policy tests. */
  readonly testedPolicies: readonly Named[]
  /** YYYY-MM-DD, UTC. */
  readonly today: string
  readonly facts: PolicyFacts
}

/** Answers that set checks want of every sound policy, worked out only if one asks. */
export interface PolicyFacts {
  /** The sound policies that deny something. */
  denying(): readonly ParsedPolicy[]
  /** The widest patterns that sound policies grant something on, sorted. */
  grants(): readonly Pattern[]
  /** The grants of each sound policy beside paths that it guards itself, policy by policy. */
  ownDetours(): readonly DetourGrant[]
}
