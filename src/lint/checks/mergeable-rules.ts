import { patternText } from '../../access/model/pattern.ts'
import type { Selector } from '../../access/model/reading.ts'
import { selectorsOf } from '../../access/model/selectors.ts'
import { haveCleanResources } from '../../access/model/written-rules.ts'
import { idleRules } from '../../access/questions/idle-rules.ts'
import type { ParsedPolicy } from '../../parse/parsed-file.ts'
import type { Permission, Spec } from '../../policy/policy.ts'
import type { PolicyCheck } from '../check.ts'
import { contentsOf } from '../item-content.ts'
import { addItems, deleteItem } from '../item-edits.ts'
import { linesText, reportAtHead } from '../rule-head.ts'
import { placedRulesOf } from '../selectors.ts'
import type { FileSubject } from '../subject.ts'

/** Two rules that differ only in their methods, or only in their tags, can be one rule. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'mergeable-rules',
  severity: 'info',
  needsMeaning: true,
  mayReport: ({ policy }) => hasSimilarRules(policy.spec),
  *run(policy, subject) {
    const merged = new Set<number>()
    for (const { first, second, field, added } of mergeable(policy, subject)) {
      if (merged.has(first) || merged.has(second)) continue
      merged.add(first).add(second)
      const text = subject.textOf(policy.file)
      const isSure = isSurelyMerged(policy, { first, second, field, added })
      const addition = addItems(policy, ['spec', 'policies', first, field], { items: added, text })
      const removal = deleteItem(policy, ['spec', 'policies', second], text)
      const line = linesText(policy, 'policies', [first])
      yield reportAtHead(policy, ['spec', 'policies', second], {
        message: `this rule and the one on ${line} differ in their ${field} only`,
        hint: `add ${added.join(', ')} to ${line} and delete this rule`,
        about: [field, ...contentsOf(policy, [first])],
        ...(isSure &&
          addition !== null &&
          removal !== null && { fix: [addition, removal], removes: { rule: second, by: [first] } }),
      })
    }
  },
}

/** Up to this many rules, comparing each pair is cheaper than making keys. */
const FEW = 24

/** Rules that can be merged have one permission and one pattern. */
function hasSimilarRules(spec: Spec): boolean {
  const { policies } = spec
  if (policies.length <= FEW && haveCleanResources(spec))
    return policies.some((rule, later) =>
      policies.some(
        ({ permission, resource }, earlier) =>
          earlier < later && permission === rule.permission && resource === rule.resource,
      ),
    )
  const { rules, written } = selectorsOf(spec)
  if (rules.length > FEW) return true
  for (let later = 1; later < rules.length; later++)
    for (let earlier = 0; earlier < later; earlier++)
      if (
        written[earlier]?.permission === written[later]?.permission &&
        isSamePattern(rules[earlier], rules[later])
      )
        return true
  return false
}

function isSamePattern(a: Selector | undefined, b: Selector | undefined): boolean {
  return a?.key === b?.key && a?.isExact === b?.isExact && a?.glob === b?.glob
}

interface Mergeable {
  readonly first: number
  readonly second: number
  readonly field: 'operations' | 'tags'
  /** The items that the second rule has and the first has not. */
  readonly added: readonly string[]
}

/** Tells whether two rules are written alike except for one field, so that merging them is right under every reading. */
function isSurelyMerged(policy: ParsedPolicy, { first, second, field }: Mergeable): boolean {
  const { policies } = policy.policy.spec
  const [a, b] = [policies[first], policies[second]]
  if (a === undefined || b === undefined || (a.resource ?? '') !== (b.resource ?? '')) return false
  const sorted = (items: readonly string[] = []): string => JSON.stringify([...new Set(items)].sort())
  return field === 'operations' || sorted(a.operations) === sorted(b.operations)
}

function mergeable(policy: ParsedPolicy, subject: FileSubject): readonly Mergeable[] {
  const { spec } = policy.policy
  const { rules: selectors } = selectorsOf(spec)
  const idle = new Set(idleRules(spec).map(({ rule }) => rule))
  const busy = placedRulesOf(policy).flatMap(({ rule, index }) => {
    const selector = selectors[index]
    if (selector === undefined || idle.has(index)) return []
    return [{ index, selector, permission: rule.permission }]
  })
  // Usually there is no pair, and looking for comments needs the nodes of the file.
  if (pairsOf(busy).length === 0) return []
  // A rule with a comment of its own has a reason to stand alone.
  return pairsOf(busy.filter(({ index }) => !isCommented(policy, index, subject)))
}

function pairsOf(rules: readonly FreeRule[]): readonly Mergeable[] {
  return [...pairs(rules, 'operations'), ...pairs(rules, 'tags')]
}

interface FreeRule {
  readonly index: number
  readonly selector: Selector
  readonly permission: Permission
}

/** Pairs each rule with the first rule that differs from it only in that field. */
function* pairs(rules: readonly FreeRule[], field: Mergeable['field']): Iterable<Mergeable> {
  const itemsOf = ({ selector }: FreeRule): readonly string[] =>
    field === 'operations' ? selector.methods : selector.tags
  const known = new Map<string, FreeRule>()
  for (const rule of rules) {
    if (itemsOf(rule).length === 0) continue
    const key = keyWithout(field, rule)
    const first = known.get(key)
    if (first === undefined) known.set(key, rule)
    else {
      const before = new Set(itemsOf(first))
      const added = itemsOf(rule).filter((item) => !before.has(item))
      yield { first: first.index, second: rule.index, field, added }
    }
  }
}

function keyWithout(field: Mergeable['field'], { permission, selector }: FreeRule): string {
  const rest = field === 'operations' ? selector.tags : selector.methods
  return JSON.stringify([permission, patternText(selector), rest])
}

function isCommented(policy: ParsedPolicy, rule: number, { textOf }: FileSubject): boolean {
  const node = policy.nodeAt(['spec', 'policies', rule])
  if (node === null) return false
  const text = textOf(policy.file)
  const start = text.lastIndexOf('\n', node.start - 1) + 1
  const end = text.indexOf('\n', node.end)
  const before = text.slice(0, start).trimEnd()
  const above = before.slice(before.lastIndexOf('\n') + 1)
  return /^\s*#/.test(above) || /(?:^|\s)#/.test(text.slice(start, end === -1 ? undefined : end))
}
