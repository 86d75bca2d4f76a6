/** The types of the config after it was read. */
import type { ConfigFile, ConfigGuardrail, ConfigTarget } from '../generated/config.ts'
import type { DeepReadonly } from '../policy/policy.ts'
import type { CeilingFile } from './ceiling-file.ts'

export type ConfigException = DeepReadonly<NonNullable<ConfigFile['exceptions']>[number]>
type ReplayFields = NonNullable<NonNullable<ConfigFile['replay']>['fields']>
export type CheckSeverity = 'off' | 'info' | 'warning' | 'error'

export interface SafetySettings {
  readonly maxDeletes: number
  readonly maxDeletePercent: number
  readonly protect: readonly string[]
  readonly widening: 'report' | 'approve'
  readonly unmanaged: 'ignore' | 'report' | 'fail'
}

/** Entries of checks and safety. If several apply to a target, the last one counts; an entry without `targets` applies to all. */
export interface ScopedSettings {
  readonly checks: readonly Scoped<Readonly<Record<string, CheckSeverity>>>[]
  readonly safety: readonly Scoped<Partial<SafetySettings>>[]
}

export interface Scoped<Settings> {
  /** Globs of targets; null: all. */
  readonly targets: readonly string[] | null
  readonly settings: Settings
}

/** The config with every default filled in. */
export interface Config {
  /** Folder of the policy files, relative to the project's root. */
  readonly policies: string
  /** Line of the config that names the folder, from 1; null: it is the default. */
  readonly policiesLine: number | null
  readonly defaultTarget: string | null
  readonly targets: ReadonlyMap<string, DeepReadonly<ConfigTarget>>
  /** `remote`: name of the git remote, null for none; `isNamed`: true if the config has the setting. */
  readonly ledger: { readonly remote: string | null; readonly isNamed: boolean }
  readonly checks: Readonly<Record<string, CheckSeverity>>
  readonly coverage: { readonly rules: number | null }
  readonly safety: SafetySettings
  /** Entries of checks and safety with their targets, in the order of the file. */
  readonly scoped: ScopedSettings
  /** Waves of globs of targets; [] if all targets are applied at once. */
  readonly rollout: readonly (readonly string[])[]
  /** Paths of fields that the server sets, like `spec.generation`. */
  readonly serverFields: readonly string[]
  readonly exceptions: readonly ConfigException[]
  readonly guardrails: readonly DeepReadonly<ConfigGuardrail>[]
  /** `key`: variable of the signing key; `trusted`: files of public keys, relative to the project's root. */
  readonly evidence: { readonly key: string | null; readonly trusted: readonly string[] }
  /** Maps each field of a call to its dotted path in a JSON log. */
  readonly replay: { readonly fields: DeepReadonly<ReplayFields> }
  /** `depth`: most segments of a path that a narrowed prefix has. */
  readonly tighten: { readonly depth: number }
  /** Ceiling files by `atMost` of the guardrails; empty until they are read. */
  readonly ceilings: ReadonlyMap<string, CeilingFile>
}
