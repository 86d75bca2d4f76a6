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
  /** Name of the policy, null where it is about no single one. */
  readonly policy: string | null
  readonly message: string
  readonly hint: string
  /** Edits that mend it without changing any vote. */
  readonly fix?: readonly Edit[]
  /** The rule that the fix deletes, and those that it goes for. */
  readonly removes?: Omit<RemovedRule, 'policy'>
  /** As in the finding; reportAt adds what stands at the path. */
  readonly about?: readonly string[]
  /** The path of its subject, if known. */
  readonly path?: NodePath
}

/** Names that a target may have others for, beside hosts, which are in every resource. */
export type ReadName = Exclude<MappedKind, 'hosts'>

/** The id, since what cannot be told is reported under another one. */
export type CheckReport = readonly [check: string, report: Report]

interface AnyCheck {
  /** Kebab case; the name of its file and of its page. */
  readonly id: string
  /** As long as the config says nothing else. */
  readonly severity: Severity
  /** Neither config, nor comment, nor baseline can turn it off: there is nothing sound behind it. */
  readonly isLocked?: boolean
}

/** Made while files are read and validated; the findings come with the parsed files. */
export interface ReadingCheck extends AnyCheck {
  readonly kind: 'reading'
}

/** Looks at one policy at a time. */
export interface PolicyCheck extends AnyCheck {
  readonly kind: 'policy'
  /**
   * Rests on what the rules mean: skipped for a policy that has fields of
   * unknown meaning. 'item': on what one rule or route means, skipped for those only.
   */
  readonly needsMeaning?: boolean | 'item'
  /**
   * Looks at names of these kinds. Of a policy whose hosts and whose names of
   * these kinds are the same for several targets it says the same, whatever
   * they call the rest. Default: none.
   */
  readonly readsNames?: readonly ReadName[]
  /** A look that costs less than a run: false where a run would surely report nothing. */
  mayReport?(policy: ParsedPolicy): boolean
  /** Knows its file and no other. */
  run(policy: ParsedPolicy, subject: FileSubject): Iterable<Report>
  /** The part of it that looks at other files too. */
  readonly beside?: BesidePart
}

export interface BesidePart {
  /** Tells whether this run has what it needs. */
  isAsked(subject: Subject): boolean
  /** A look at the policy alone: false where there would surely be nothing to report. Absent: nobody can tell. */
  mayReport?(policy: ParsedPolicy): boolean
  run(policy: ParsedPolicy, subject: Subject): Iterable<Report>
}

/** Looks at all policies together, or at what stands beside them. */
export interface SetCheck extends AnyCheck {
  readonly kind: 'set'
  /** Runs only where the facts of a live workspace are given. */
  readonly needsLive?: boolean
  /** Facts of a live workspace take findings away: what silences one may be of use in a run without. */
  readonly findsLessLive?: boolean
  run(subject: Subject): Iterable<Report>
}

/** Made by lint itself, about ignores, the baseline and settings. */
export interface ControlCheck extends AnyCheck {
  readonly kind: 'control'
}

export type Check = ReadingCheck | PolicyCheck | SetCheck | ControlCheck

/** A report at the node of a policy. */
export function reportAt(
  policy: ParsedPolicy,
  path: NodePath,
  words: Omit<Report, 'place' | 'policy'>,
): Report {
  const about = aboutNode(policy, path, words.about)
  return { place: policy.placeOf(path), policy: policy.policy.name, path, ...words, about }
}
