/**
 * Finds settings of a new config that are looser than those of the old one: a pull
 * request that loosens the rules that judge it must say so first. A change that is
 * not known to be stricter counts as looser.
 */

import { configFor } from './config-for.ts'
import type { CheckSeverity, Config } from './config-shape.ts'

/** @returns one line for each looser setting, in the words of the config; [] if there is none. */
export function looserSettings(before: Config, after: Config): readonly string[] {
  return [
    ...scoped(before, after),
    ...coverage(before.coverage.rules, after.coverage.rules),
    ...serverFields(before, after),
    ...exceptions(before, after),
    ...guardrails(before, after),
    ...evidence(before.evidence, after.evidence),
    ...targets(before, after),
    ...places(before, after),
  ]
}

/** Compares checks and safety: first in general, then for each target with other settings. */
function scoped(before: Config, after: Config): readonly string[] {
  const looserFor = (target: string | null): readonly string[] => {
    const [old, now] = [configFor(before, target), configFor(after, target)]
    return [...checks(old, now), ...safety(old.safety, now.safety)]
  }
  const everywhere = looserFor(null)
  const isKnown = new Set(everywhere)
  const targets = [...before.targets.keys()].filter((name) => after.targets.has(name))
  return [
    ...everywhere,
    ...targets.flatMap((name) =>
      looserFor(name).flatMap((line) => (isKnown.has(line) ? [] : [`${line} (${name})`])),
    ),
  ]
}

const STRICTNESS: Readonly<Record<CheckSeverity, number>> = { off: 0, info: 1, warning: 2, error: 3 }

function checks(before: Config, after: Config): readonly string[] {
  const ids = [...new Set([...Object.keys(before.checks), ...Object.keys(after.checks)])].sort()
  return ids.flatMap((id) => {
    const [old, now] = [before.checks[id], after.checks[id]]
    if (old === now) return []
    // A side without the check has its default, which only lint knows: then only 'error' is surely not
    // looser.
    const isTighter =
      now === 'error' || (old !== undefined && now !== undefined && STRICTNESS[now] > STRICTNESS[old])
    return isTighter ? [] : [`checks.${id}: ${old ?? 'its default'} → ${now ?? 'its default'}`]
  })
}

function safety(before: Config['safety'], after: Config['safety']): readonly string[] {
  const unprotected = before.protect.filter((glob) => !after.protect.includes(glob))
  return [
    ...raised('safety.maxDeletes', before.maxDeletes, after.maxDeletes),
    ...raised('safety.maxDeletePercent', before.maxDeletePercent, after.maxDeletePercent),
    ...unprotected.map((glob) => `safety.protect: ${glob} is no longer protected`),
    ...(before.widening === 'approve' && after.widening === 'report'
      ? ['safety.widening: approve → report, so wider access needs no --allow-widening']
      : []),
    ...(UNMANAGED[after.unmanaged] < UNMANAGED[before.unmanaged]
      ? [`safety.unmanaged: ${before.unmanaged} → ${after.unmanaged}`]
      : []),
  ]
}

const UNMANAGED: Readonly<Record<Config['safety']['unmanaged'], number>> = { ignore: 0, report: 1, fail: 2 }

function raised(setting: string, before: number, after: number): readonly string[] {
  return after > before ? [`${setting}: ${before} → ${after}`] : []
}

function coverage(before: number | null, after: number | null): readonly string[] {
  if (before === null || (after !== null && after >= before)) return []
  return [`coverage.rules: ${before} → ${after ?? 'none'}`]
}

function serverFields(before: Config, after: Config): readonly string[] {
  return after.serverFields
    .filter((path) => !before.serverFields.includes(path))
    .map((path) => `serverFields: ${path} may be erased without notice`)
}

function exceptions(before: Config, after: Config): readonly string[] {
  return after.exceptions.flatMap((exception) => {
    const { guard, policy, deletes, until, targets } = exception
    const isKnown = before.exceptions.some(
      (old) =>
        old.guard === guard &&
        old.policy === policy &&
        old.deletes === deletes &&
        old.until >= until &&
        (old.targets === undefined || JSON.stringify(old.targets) === JSON.stringify(targets)),
    )
    const what = policy ?? (deletes === undefined ? 'everything' : `${deletes} deletes`)
    const where = targets === undefined ? '' : ` in ${targets.join(', ')}`
    return isKnown
      ? []
      : [`exceptions: ${guard} is lifted for ${what}${where} until ${until} (${exception.reason})`]
  })
}

function guardrails(before: Config, after: Config): readonly string[] {
  const now = new Map(after.guardrails.map((guardrail) => [guardrail.name, JSON.stringify(guardrail)]))
  return before.guardrails.flatMap((guardrail) => {
    const text = now.get(guardrail.name)
    if (text !== JSON.stringify(guardrail))
      return [`guardrails: ${guardrail.name} was ${text === undefined ? 'removed' : 'changed'}`]
    const { atMost } = guardrail
    const isOther =
      atMost !== undefined && before.ceilings.get(atMost)?.text !== after.ceilings.get(atMost)?.text
    return isOther ? [`guardrails: ${guardrail.name}: its ceiling ${atMost} was changed`] : []
  })
}

/** Compares the trusted signers. A newly trusted key also vouches for what was applied before. */
function evidence(before: Config['evidence'], after: Config['evidence']): readonly string[] {
  const added = after.trusted.filter((file) => !before.trusted.includes(file))
  return [
    ...moved('evidence.key', before.key, after.key),
    ...added.map((file) => `evidence.trusted: the keys in ${file} are trusted`),
    ...(before.trusted.length > 0 && after.trusted.length === 0
      ? ['evidence.trusted: no key is named any more, so verify checks no signature']
      : []),
  ]
}

function targets(before: Config, after: Config): readonly string[] {
  return [...before.targets].flatMap(([name, target]) => {
    const now = after.targets.get(name)
    if (now === undefined) return [`targets.${name}: was removed`]
    const places = (['endpoint', 'namespace', 'apiKeyEnv', 'embedded'] as const).flatMap((key) =>
      target[key] === now[key]
        ? []
        : [`targets.${name}.${key}: ${target[key] ?? 'none'} → ${now[key] ?? 'none'}`],
    )
    return [...places, ...contents(name, target, now)]
  })
}

type TargetSettings = Config['targets'] extends ReadonlyMap<string, infer Settings> ? Settings : never

/** Compares the policies that a target gets: a reader must see changed layers and maps, and policies that may be wider. */
function contents(name: string, before: TargetSettings, after: TargetSettings): readonly string[] {
  const added = (after.wider ?? []).filter((glob) => before.wider?.includes(glob) !== true)
  return [
    ...(['layers', 'without'] as const).flatMap((key) => {
      const [old, now] = [before[key] ?? [], after[key] ?? []]
      return JSON.stringify(old) === JSON.stringify(now)
        ? []
        : [`targets.${name}.${key}: ${old.join(', ') || 'none'} → ${now.join(', ') || 'none'}`]
    }),
    ...added.map((glob) => `targets.${name}.wider: ${glob} may be wider than its first layer`),
    ...(['hosts', 'groups', 'connectors', 'tools'] as const).flatMap((kind) =>
      mapped(`targets.${name}.map.${kind}`, before.map?.[kind] ?? {}, after.map?.[kind] ?? {}),
    ),
  ]
}

function mapped(setting: string, before: Names, after: Names): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return names.flatMap((name) =>
    before[name] === after[name] ? [] : [`${setting}: ${name} is ${after[name] ?? 'itself'}`],
  )
}

type Names = Readonly<Record<string, string>>

/** Compares the folder, the default target, the ledger and the waves: after a change of these the guards may look at other policies. */
function places(before: Config, after: Config): readonly string[] {
  return [
    ...moved('policies', before.policies, after.policies),
    ...moved('defaultTarget', before.defaultTarget, after.defaultTarget),
    ...moved('ledger.remote', before.ledger.remote, after.ledger.remote),
    ...moved('rollout', wavesText(before), wavesText(after)),
  ]
}

function wavesText({ rollout }: Config): string | null {
  return rollout.length === 0 ? null : rollout.map((wave) => wave.join(', ')).join(', then ')
}

function moved(setting: string, before: string | null, after: string | null): readonly string[] {
  return before === after ? [] : [`${setting}: ${before ?? 'none'} → ${after ?? 'none'}`]
}
