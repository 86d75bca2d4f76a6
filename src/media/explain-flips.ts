/** Prints on a terminal the smallest edits that would change a decision. */
import { parsePattern } from '../access/model/pattern.ts'
import type { Decision } from '../access/model/region.ts'
import type { RuleEdit, SmallestEdits } from '../access/questions/smallest-edits.ts'
import type { ExplainView } from '../answers/explain.ts'
import type { Rule, Spec } from '../policy/policy.ts'
import { ruleLine } from '../words/entry-words.ts'
import { printable } from '../words/printable.ts'

interface FlipSetting extends Pick<ExplainView, 'sender'> {
  /** The policies in question, by name. */
  readonly policies: ReadonlyMap<string, Spec>
}

/** Writes a row for each other decision with its smallest edit, then warnings about the edits. */
export function flipRows(
  found: readonly SmallestEdits[],
  { sender, policies }: FlipSetting,
): readonly (readonly string[])[] {
  const home =
    sender.by === 'agent' ? `a policy that is bound to ${sender.agent}` : 'one of the policies, or a new one'
  const names: Readonly<Record<Decision, string>> = {
    allow: 'allow',
    deny: 'deny',
    approval_required: 'ask a human',
  }
  const rows = found.map(({ decision, edits }) => [
    names[decision],
    edits.map((edit) => editWords(edit, home)).join('; '),
  ])
  const wide = found.flatMap(({ edits }) => edits.flatMap((edit) => ruleOfManyHosts(edit, policies) ?? []))
  return [
    ...rows,
    ...[...new Set(wide)].map((rule) => [
      printable(`! ${rule} is for many hosts: that opens far more than this request`),
    ]),
  ]
}

const LOOSER: Readonly<Record<Decision, number>> = { deny: 0, approval_required: 1, allow: 2 }

/** Finds a rule for many hosts that an edit loosens: a small edit of the file may open much access, as with the deny of a lockdown. */
function ruleOfManyHosts(edit: RuleEdit, policies: FlipSetting['policies']): string | null {
  const rule = edit.edit === 'set' ? ruleAt(policies, edit.policy, edit.rule) : undefined
  if (rule === undefined || edit.edit !== 'set' || LOOSER[edit.permission] <= LOOSER[rule.permission])
    return null
  return ONE_HOST.test(parsePattern(rule.resource).key) ? null : `${edit.policy}#${edit.rule}`
}

/** A pattern with a path after its host. */
const ONE_HOST = /^[^:/]+:\/\/[^/]+\//

/** @param home the words for the policy that could get a new rule, if the edit names none. */
function editWords(edit: RuleEdit, home: string): string {
  if (edit.edit === 'set') return printable(`${edit.policy}#${edit.rule}: permission: ${edit.permission}`)
  return printable(`add to ${edit.policy ?? home}: ${ruleLine(edit.rule)}`)
}

export function ruleAt(policies: ReadonlyMap<string, Spec>, policy: string, rule: number): Rule | undefined {
  return policies.get(policy)?.policies[rule]
}
