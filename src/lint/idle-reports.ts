/** Makes the reports on rules without effect, for the checks that each report one kind of them. */
import { type IdleKind, type IdleRule, idleRules } from '../access/questions/idle-rules.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'
import type { Permission, Rule } from '../policy/policy.ts'
import type { Report } from './check.ts'
import { deleteItem } from './item-edits.ts'
import { linesText, reportAtHead } from './rule-head.ts'
import type { FileSubject } from './subject.ts'
import { isSurelyCovered, looksLikeException } from './sure-cover.ts'

export interface IdleWords {
  readonly message: string
  readonly hint: string
}

/** A rule without effect, and the reason. */
export interface IdleFact extends IdleRule {
  readonly permission: Permission
  /** `line 6`, of the rules that make it idle. */
  readonly lines: string
  /** `denies` or `deny`, for one line or several. */
  readonly verb: (singular: string, plural: string) => string
}

export function hasIdleRules({ policy }: ParsedPolicy): boolean {
  return idleRules(policy.spec).length > 0
}

/**
 * Reports rules without effect. --fix deletes such a rule only if that is surely
 * intended: under every reading nothing changes, and the rule is not an exception from
 * a stronger rule, which somebody may have wanted to work.
 */
export function* idleReports(
  { policy, subject, kind }: { policy: ParsedPolicy; subject: FileSubject; kind: IdleKind },
  wordsOf: (fact: IdleFact) => IdleWords,
): Iterable<Report> {
  const rules = policy.policy.spec.policies
  for (const idle of idleRules(policy.policy.spec)) {
    const rule = rules[idle.rule]
    if (idle.kind !== kind || rule === undefined) continue
    const path = ['spec', 'policies', idle.rule] as const
    const by = idle.by.flatMap((index) => rules[index] ?? [])
    const mayDelete =
      isSurelyCovered(rule, by) && (by.every(isOf(rule.permission)) || !looksLikeException(rule, by))
    const edit = mayDelete ? deleteItem(policy, path, subject.textOf(policy.file)) : null
    const words = wordsOf({
      ...idle,
      permission: rule.permission,
      lines: linesText(policy, 'policies', idle.by),
      verb: (singular, plural) => (idle.by.length === 1 ? singular : plural),
    })
    yield reportAtHead(policy, path, {
      ...words,
      about: [...new Set(by.map(({ permission }) => permission))].sort(),
      ...(edit !== null && { fix: [edit], removes: { rule: idle.rule, by: idle.by } }),
    })
  }
}

function isOf(permission: Permission): (rule: Rule) => boolean {
  return (rule) => rule.permission === permission
}
