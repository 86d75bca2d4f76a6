import type { FleetSubject } from '../fleet/fleet-subject.ts'
import type { Named } from '../parse/parsed-test.ts'
import type { Baseline } from './baseline.ts'
import type { LiveFacts } from './live-facts.ts'
import type { Settings } from './settings.ts'
import type { JudgedConfig } from './subject.ts'

/** The inputs of lint besides the files. */
export interface LintOptions {
  /** Severities of the config, `checks`. */
  readonly checks?: Settings
  readonly config?: JudgedConfig | null
  readonly baseline?: Baseline | null
  readonly live?: LiveFacts | null
  /** The target whose files are looked at, where targets have layers. */
  readonly fleet?: FleetSubject | null
  /** True where the findings of all targets are held against each other. Of comments and entries that do nothing for one of them, nothing is reported otherwise. */
  readonly tellsUnused?: boolean
  /** `policy#rule` of rules that tests decide by; null where there are no tests. */
  readonly testedRules?: ReadonlySet<string> | null
  /** Policies that tests name, with the places where they do. */
  readonly testedPolicies?: readonly Named[]
  /** YYYY-MM-DD, UTC; what expires is compared with it. Without it nothing expires. */
  readonly today?: string
}
