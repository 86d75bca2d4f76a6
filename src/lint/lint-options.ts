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
  /** The target whose files are checked, if targets have layers. */
  readonly fleet?: FleetSubject | null
  /** True if the findings of all targets are compared afterwards. Otherwise ignore comments and baseline entries that silence nothing in one target are not reported. */
  readonly tellsUnused?: boolean
  /** `policy#rule` of the rules that decide a test; null if there are no tests. */
  readonly testedRules?: ReadonlySet<string> | null
  /** Policies that tests name, with each place. */
  readonly testedPolicies?: readonly Named[]
  /** YYYY-MM-DD, UTC; the date for exceptions. Without it nothing expires. */
  readonly today?: string
}
