import { type DetourGrant, detourGrants } from '../../access/questions/detour-grants.ts'
import type { Guardrail } from '../../access/questions/guardrail.ts'
import { guardrailDetours } from '../../access/questions/guardrail-detours.ts'
import { HeldSide } from '../../access/questions/held-side.ts'
import { withOwnNames } from '../../fleet/target-files.ts'
import { nodeAt, nodeValue } from '../../parse/node.ts'
import type { ParsedPolicy } from '../../parse/parsed-file.ts'
import { canonicalText } from '../../policy/canonical.ts'
import { keptForAll } from '../../policy/kept-for.ts'
import type { Report, SetCheck } from '../check.ts'
import { configRoot } from '../config-places.ts'
import { contentsOf } from '../item-content.ts'
import { requestText } from '../request-text.ts'
import { headOf, reportAtHead } from '../rule-head.ts'
import { sideOf } from '../side-of.ts'
import type { Subject } from '../subject.ts'

/**
 * policyctl compares paths as text. If a server or gateway resolves `..` and the like,
 * such a grant gives access that a deny, an approval or a guardrail should prevent.
 * Policies that one agent is bound to are checked together.
 */
export const check: SetCheck = {
  kind: 'set',
  id: 'grant-beside-guarded-path',
  severity: 'info',
  *run(subject) {
    const byName = new Map(subject.soundPolicies.map((policy) => [policy.policy.name, policy]))
    const told = new Set<string>()
    for (const { grant, fact, guard } of [
      ...besideRules(subject, byName),
      ...besideGuardrails(subject, byName),
    ]) {
      const policy = byName.get(grant.policy)
      const key = JSON.stringify(grant)
      if (policy === undefined || told.has(key)) continue
      told.add(key)
      yield reportOn(policy, grant.rule, { message: fact, about: guard })
    }
  },
}

interface Beside extends Pick<DetourGrant, 'grant'> {
  readonly fact: string
  /** The values that name the rule or guardrail that guards the path. */
  readonly guard: readonly string[]
}

type ByName = ReadonlyMap<string, ParsedPolicy>

function* besideRules(subject: Subject, byName: ByName): Iterable<Beside> {
  const { bindings } = sideOf({ ...subject, policies: [], live: null })
  const together = new Map(
    [...bindings.values()].flatMap((names) =>
      names.length > 1 ? [[JSON.stringify([...names].sort()), names] as const] : [],
    ),
  )
  const all = [...together.values()].map((names) => names.flatMap((name) => byName.get(name) ?? []))
  const ofBound = all.flatMap((bound) => detoursAmong(bound.map((policy) => withOwnNames(policy, []))))
  for (const { grant, guard, request, resolved } of [...subject.facts.ownDetours(), ...ofBound]) {
    const policy = byName.get(guard.policy)
    if (policy === undefined) continue
    const { line } = headOf(policy, ['spec', 'policies', guard.rule])
    const place = guard.policy === grant.policy ? `line ${line}` : `${policy.file}:${line}`
    const named = ['rule', guard.policy, ...contentsOf(policy, [guard.rule])]
    yield { grant, fact: factOf({ request, resolved }, `the rule of ${place} guards`), guard: named }
  }
}

/** Kept for other targets, which may bind the same policies together. */
const detoursAmong = keptForAll((bound: readonly ParsedPolicy[]) =>
  detourGrants(bound.map(({ policy: { name, spec } }) => ({ name, spec }))),
)

function* besideGuardrails({ config, ...subject }: Subject, byName: ByName): Iterable<Beside> {
  const root = configRoot(config)
  const node = root === null ? null : nodeAt(root, ['guardrails'])
  if (node?.kind !== 'list' || byName.size === 0) return
  const written = new Map((nodeValue(node) as Guardrail[]).map((one) => [one?.name, canonicalText(one)]))
  const held = new HeldSide(sideOf({ ...subject, policies: subject.soundPolicies }))
  for (const { grant, guardrail, request, resolved } of guardrailDetours(
    config?.guardrails?.flatMap((guardrail) => guardrail ?? []) ?? (nodeValue(node) as Guardrail[]),
    held,
  ))
    yield {
      grant,
      fact: factOf({ request, resolved }, `guardrail ${guardrail} guards`),
      guard: ['guardrail', guardrail, written.get(guardrail) ?? ''],
    }
}

function factOf({ request, resolved }: Pick<DetourGrant, 'request' | 'resolved'>, guards: string): string {
  return `this lets ${requestText(request)} through. A server that resolves paths reads it as ${resolved}, which ${guards}`
}

function reportOn(policy: ParsedPolicy, rule: number, words: Pick<Report, 'message' | 'about'>): Report {
  return reportAtHead(policy, ['spec', 'policies', rule], {
    ...words,
    hint: 'make sure that the gateway refuses such paths, or resolves them before it asks the policies; policyctl explain shows both decisions',
  })
}
