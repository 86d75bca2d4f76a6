import type { Pattern } from '../access/model/pattern.ts'
import type { DetourGrant } from '../access/questions/detour-grants.ts'
import type { Guardrail } from '../access/questions/guardrail.ts'
import type { FleetSubject } from '../fleet/fleet-subject.ts'
import type { ParsedBinding, ParsedFile, ParsedPolicy } from '../parse/parsed-file.ts'
import type { Named } from '../parse/parsed-test.ts'
import type { LiveFacts } from './live-facts.ts'

/** The part of the config that lint checks, with its text for places. */
export interface JudgedConfig {
  /** Relative to the project's root. */
  readonly file: string
  readonly text: string
  /** The guardrails in the order of the config, with their ceilings; absent: they are read from the text, without ceilings. */
  readonly guardrails?: readonly (Guardrail | null)[]
  /** `wider` by target in the config that a change proposes; absent: this is the config of the files. */
  readonly proposedWider?: Readonly<Record<string, readonly string[]>>
}

/** The facts for checks of single policies: their files. */
export interface FileSubject {
  readonly files: readonly ParsedFile[]
  /** Number of policies in a file. */
  policiesIn(file: string): number
  /** Text of a file; '' if there is none. */
  textOf(file: string): string
}

/** The facts for all checks. */
export interface Subject extends FileSubject {
  /** Every policy that could be parsed, in the order of files, also unsound ones. */
  readonly policies: readonly ParsedPolicy[]
  /** The policies whose meaning is known. */
  readonly soundPolicies: readonly ParsedPolicy[]
  /** Policies that the schema refuses, as far as they can be read. */
  readonly drafts: readonly ParsedPolicy[]
  readonly bindings: readonly ParsedBinding[]
  readonly config: JudgedConfig | null
  /** Facts of the live workspace; null without --live. */
  readonly live: LiveFacts | null
  /** The target whose files these are, and the other targets; null if no target has layers. */
  readonly fleet: FleetSubject | null
  /** `policy#rule` of every rule that decides a policy test; null if there are no tests. */
  readonly testedRules: ReadonlySet<string> | null
  /** Each mention of a policy in the policy tests. */
  readonly testedPolicies: readonly Named[]
  /** YYYY-MM-DD, UTC. */
  readonly today: string
  readonly facts: PolicyFacts
}

/** Facts of all sound policies for set checks, computed on demand. */
export interface PolicyFacts {
  /** The sound policies that deny something. */
  denying(): readonly ParsedPolicy[]
  /** The widest patterns of grants of sound policies, sorted. */
  grants(): readonly Pattern[]
  /** The grants of each sound policy beside paths that it guards itself, policy by policy. */
  ownDetours(): readonly DetourGrant[]
}
