/**
 * The input of the pull-request comment: documents of the commands, and what the
 * Action knows of the pull request. Pure data, so that every comment can be
 * rendered in a test.
 */
import type { Region } from '../../access/model/region.ts'
import type { GuardrailOutcome } from '../../access/questions/worst-guardrails.ts'
import type { Cause } from '../../answers/cause.ts'
import type { Failure, RegionCallCounts, TargetReport } from '../../answers/target-report.ts'
import type { Finding } from '../../diagnostic/finding.ts'
import type { Safety } from '../../plan/guards/guard.ts'
import type { Binding } from '../../policy/binding.ts'
import type { RiskEntry } from '../../review/risk-entry.ts'

export interface CommentInput {
  /** Tells this project's comment from those of other projects in the repository: its folder, '.' at the top. */
  readonly project: string
  /** Tells the comments of several jobs about one project apart. */
  readonly key: string
  /** Head of the pull request, which the reviewer sees. */
  readonly commit: string
  readonly base: JudgingBranch
  /** The checkout: the merge with the base branch, or the head alone. */
  readonly checkout: 'merge' | { readonly behind: number }
  readonly targets: readonly TargetReport[]
  /** The change of this pull request, base → head, offline; null: it was not compared. */
  readonly diff: DiffReport | null
  readonly lint: LintReport | null
  readonly tests: TestReport | null
  /** Each guardrail once, with its worst result of all targets. */
  readonly guardrails: readonly GuardrailOutcome[]
  /** Loosenings of policyctl.yaml, one line each. */
  readonly loosened: readonly string[]
  /** The reason why the policyctl.yaml of the change cannot be read; null: it can, or nothing is proposed. */
  readonly configFailure: Failure | null
  /** The reason why the logs of calls could not be counted; null: they were, or none is named. */
  readonly callsFailure: Failure | null
  readonly approval: LastApproval | null
  /** The state of the approval that the config demands for wider access; null: it demands none. */
  readonly widening: { readonly isApproved: boolean; readonly isHeld: boolean } | null
  /** Finds the rules that decide a region after the change, in the files of these targets. */
  readonly causesOf: (region: Region, targets: readonly string[]) => readonly Cause[]
  /** `safety.unmanaged` of the config that judges, for a target. */
  readonly unmanagedAre: (target: string) => Safety['unmanaged']
  readonly links: CommentLinks
  /** ISO 8601, UTC: when live was read. */
  readonly readAt: string
}

/** The branch that a pull request goes into, whose config judges it. */
export interface JudgingBranch {
  /** Such as main. */
  readonly branch: string
  /** The default branch, if the base is another one: a merge into that one is not applied. null: the base is the default branch. */
  readonly otherThan: {
    readonly branch: string
    /** The settings of the judging config that are looser than the default branch's. */
    readonly looser: readonly string[]
  } | null
}

/** The name for changes without a plan; the comment never shows it. */
const OFFLINE = 'files'

/** Returns a name for the files of a target in an offline comparison; no target can have it. @param target null: all targets have the same files. */
export function filesName(target: string | null): string {
  return target === null ? OFFLINE : `${OFFLINE} of ${target}`
}

export interface DiffReport {
  readonly changes: readonly { readonly policy: string; readonly kind: 'added' | 'removed' | 'changed' }[]
  /** Regions of all targets, each once. */
  readonly access: readonly Region[]
  /** Regions for each target that has files of its own, else for the one set of files. */
  readonly each: readonly { readonly files: string; readonly access: readonly Region[] }[]
  readonly guardrails: readonly GuardrailOutcome[]
  /** Policies that may be in a file that cannot be read, so that nobody knows whether they change. Absent: none. */
  readonly uncompared?: readonly string[]
  /** Bindings that PolicyBinding documents have only after the change. Absent: none. */
  readonly newBindings?: readonly Binding[]
  /** Absent: no log of calls was given, none could be read, or plans have counted it. */
  readonly calls?: RegionCallCounts
}

export interface LintReport {
  readonly summary: { readonly errors: number; readonly warnings: number; readonly infos: number }
  readonly findings: readonly Finding[]
  readonly guardrails: readonly GuardrailOutcome[]
  /** The findings that the change brings; null: they are not known. */
  readonly fresh: readonly Finding[] | null
  /** Those that the change silences with a comment beside them. */
  readonly silenced: readonly Finding[]
}

export interface TestReport {
  readonly passed: number
  /** Per cent of rules that a test decides, and the wanted share; null: not asked for. */
  readonly coverage: { readonly percent: number; readonly threshold: number | null } | null
  readonly failures: readonly {
    readonly name: string
    readonly message: string
    readonly file: string
    readonly line: number
  }[]
}

/** The last present approval of the pull request, and the risk that the comment showed then. */
export interface LastApproval {
  readonly by: string
  readonly commit: string
  /** null: no record of what was shown for that commit. */
  readonly seen: readonly RiskEntry[] | null
}

/** Absolute addresses, since people read the comment in mails, too. */
export interface CommentLinks {
  /** `https://github.com/owner/name`. */
  readonly repository: string
  /** The run, with summary and artifact; null outside of Actions. */
  readonly run: string | null
  /** The address of the targets' uploaded pages; null: there is none. */
  readonly pages: string | null
  /** Path of the project in the repository, '' at the top. */
  readonly folder: string
}

/** Errors that the change silences: without the comment beside them the check would fail. */
export function silencedErrors(lint: LintReport | null): readonly Finding[] {
  return lint?.silenced.filter(({ severity }) => severity === 'error') ?? []
}

/** The findings that a reviewer has to look at. */
export function findingsToShow({ findings, fresh }: LintReport): readonly Finding[] {
  return fresh ?? findings
}
