/**
 * The type of a check. To add one: its file in checks/, a line in
 * checks/list.ts, its page in docs/checks/ with examples.
 */
import type { Severity } from '../diagnostic/finding.ts'
import type { Place } from '../diagnostic/place.ts'
import type { MappedKind } from '../fleet/target-map.ts'
import type { NodePath } from '../parse/node.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'
import { aboutNode } from './about-node.ts'
import type { Edit, RemovedRule } from './edits.ts'
import type { FileSubject, Subject } from './subject.ts'

/** The report of a check. Messages and hints are one line; other places are named as `file:line`. */
export interface Report {
  readonly place: Place
  /** Name of the policy; null if the report is about no single policy. */
  readonly policy: string | null
  readonly message: string
  readonly hint: string
  /** Edits that fix it without changing any vote. */
  readonly fix?: readonly Edit[]
  /** The rule that the fix deletes, and the rules that replace it. */
  readonly removes?: Omit<RemovedRule, 'policy'>
  /** As in the finding; reportAt adds the value at the path. */
  readonly about?: readonly string[]
  /** The path of its subject, if known. */
  readonly path?: NodePath
  /** A check that reports the same of the same item: this report counts only if it is more severe. */
  readonly saidBy?: string
}

/** Kinds of names that a target's map may replace, without hosts, which are in every resource. */
export type ReadName = Exclude<MappedKind, 'hosts'>

/** A report with the id of its check; `too-entangled` if the check could not run. */
export type CheckReport = readonly [check: string, report: Report]

interface AnyCheck {
  /** Kebab case; the name of its file and of its page. */
  readonly id: string
  /** The default, which the config can change. */
  readonly severity: Severity
  /** True if neither config, comment nor baseline can turn it off, since policyctl cannot rely on a file with such a finding. */
  readonly isLocked?: boolean
}

/** A check that is made while files are read and validated; its findings come with the parsed files. */
export interface ReadingCheck extends AnyCheck {
  readonly kind: 'reading'
}

/** A check of one policy at a time. */
export interface PolicyCheck extends AnyCheck {
  readonly kind: 'policy'
  /**
   * True if the check depends on the meaning of the rules: it is skipped for a policy
   * with unknown fields. 'item': it depends on the meaning of one rule or route, and is
   * skipped only for rules and routes with unknown fields.
   */
  readonly needsMeaning?: boolean | 'item'
  /**
   * The kinds of names on which the result depends, besides hosts. For targets that
   * have the same hosts and the same names of these kinds, the check runs once.
   * Default: none.
   */
  readonly readsNames?: readonly ReadName[]
  /** A cheap test: false if run() would surely report nothing. */
  mayReport?(policy: ParsedPolicy): boolean
  /** Checks a policy; it knows only the policy's own file. */
  run(policy: ParsedPolicy, subject: FileSubject): Iterable<Report>
  /** The part of the check that needs other files too. */
  readonly beside?: BesidePart
}

export interface BesidePart {
  /** Tells whether this run has what it needs. */
  isAsked(subject: Subject): boolean
  /** A cheap test of the policy alone: false if there would surely be nothing to report. Absent: always run. */
  mayReport?(policy: ParsedPolicy): boolean
  run(policy: ParsedPolicy, subject: Subject): Iterable<Report>
}

/** A check of all policies together, or of config, bindings and workspace. */
export interface SetCheck extends AnyCheck {
  readonly kind: 'set'
  /** True if the check needs the facts of a live workspace. */
  readonly needsLive?: boolean
  /** True if it has fewer findings with the facts of a live workspace: a comment that silences nothing then may be needed without them. */
  readonly findsLessLive?: boolean
  run(subject: Subject): Iterable<Report>
}

/** A check by lint itself, of ignore comments, the baseline and settings. */
export interface ControlCheck extends AnyCheck {
  readonly kind: 'control'
}

/** The id under which a check is reported that is too costly to compute. */
export const TOO_ENTANGLED = 'too-entangled'

export type Check = ReadingCheck | PolicyCheck | SetCheck | ControlCheck

/** Makes a report at a node of a policy. */
export function reportAt(
  policy: ParsedPolicy,
  path: NodePath,
  words: Omit<Report, 'place' | 'policy'>,
): Report {
  const about = aboutNode(policy, path, words.about)
  return { place: policy.placeOf(path), policy: policy.policy.name, path, ...words, about }
}
