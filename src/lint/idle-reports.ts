/** Reports on rules that do nothing, for the checks that each speak of one kind of them. */
import { type IdleKind, type IdleRule, idleRules } from '../access/questions/idle-rules.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'
import type { Permission } from '../policy/policy.ts'
import type { Report } from './check.ts'
import { deleteItem } from './item-edits.ts'
import { linesText, reportAtHead } from './rule-head.ts'
import type { Subject } from './subject.ts'

export interface IdleWords {
  readonly message: string
  readonly hint: string
}

/** A rule that does nothing, and what makes it so. */
export interface IdleFact extends IdleRule {
  readonly permission: Permission
  /** `line 6`, of the rules that make it idle. */
  readonly lines: string
  /** `denies` or `deny`, for one line or several. */
  readonly verb: (singular: string, plural: string) => string
}

/** @param isFixable whether deleting the rule is what was meant, for all we know. */
export function* idleReports(
  {
    policy,
    subject,
    kind,
    isFixable,
  }: { policy: ParsedPolicy; subject: Subject; kind: IdleKind; isFixable: boolean },
  wordsOf: (fact: IdleFact) => IdleWords,
): Iterable<Report> {
  for (const idle of idleRules(policy.policy.spec)) {
    const rule = policy.policy.spec.policies[idle.rule]
    if (idle.kind !== kind || rule === undefined) continue
    const path = ['spec', 'policies', idle.rule] as const
    const edit = isFixable ? deleteItem(policy, path, subject.textOf(policy.file)) : null
    const words = wordsOf({
      ...idle,
      permission: rule.permission,
      lines: linesText(policy, 'policies', idle.by),
      verb: (singular, plural) => (idle.by.length === 1 ? singular : plural),
    })
    yield reportAtHead(policy, path, { ...words, ...(edit !== null && { fix: [edit] }) })
  }
}
