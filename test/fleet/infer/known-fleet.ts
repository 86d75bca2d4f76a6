/** Fleets whose layers are known: a base, shared layers, maps, and changes of single targets. */
import type { TargetCopies } from '../../../src/fleet/infer/fleet-proposal.ts'
import { mapSpec } from '../../../src/fleet/map-spec.ts'
import { targetMapOf } from '../../../src/fleet/target-map.ts'
import type { Rule, Spec } from '../../../src/policy/policy.ts'

export interface KnownFleet {
  readonly copies: readonly TargetCopies[]
  /** Name → spec, with the names of production. */
  readonly base: ReadonlyMap<string, Spec>
  /** Policies of all layers, and lines of maps and `without`. */
  readonly size: number
}

export interface FleetSize {
  /** Names of targets are environment and region. */
  readonly regions: number
  readonly policies: number
  /** Of single targets. */
  readonly changes: number
}

const ENVIRONMENTS = ['dev', 'staging', 'prod']
const OPERATIONS = [['GET'], ['POST', 'PUT'], ['DELETE'], ['GET', 'HEAD']]

/** A generator of its own, so that one number says which fleet it was. */
function randomOf(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

export function knownFleet(seed: number, { regions, policies, changes }: FleetSize): KnownFleet {
  const random = randomOf(seed)
  const rule = (path: string): Rule => ({
    permission: random(5) === 0 ? 'deny' : 'allow',
    operations: [...(OPERATIONS[random(OPERATIONS.length)] ?? [])] as Rule['operations'] & object,
    resource: `https://${random(2) === 0 ? 'api.pay.com' : `h${random(3)}.io`}/${path}/*`,
  })
  // The group of two of three, so that a map of it is seen often enough whatever changes.
  const spec = (name: string): Spec => ({
    policies: [
      { permission: 'allow', operations: ['GET'], resource: `https://api.pay.com/${name}/*` },
      ...Array.from({ length: 1 + random(3) }, (_, at) => rule(`${name}/${at}`)),
    ],
    approvals: [{ approvers: { groups: [Number(name.split('-')[1]) % 3 === 0 ? 'legal' : 'finance'] } }],
  })
  const names = Array.from({ length: regions }, (_, at) => `r${String.fromCharCode(97 + at)}`)
  const targets = names.flatMap((region) => ENVIRONMENTS.map((environment) => ({ environment, region })))
  const base = new Map(Array.from({ length: policies }, (_, at) => [`base-${at}`, spec(`base-${at}`)]))
  const shared = [...names, 'dev'].filter(() => random(2) === 0)
  const ofLayer = new Map(
    shared.map((layer) => [
      layer,
      new Map(Array.from({ length: 2 + random(3) }, (_, at) => [`${layer}-${at}`, spec(`${layer}-${at}`)])),
    ]),
  )
  const mapped = random(3) === 0 ? [] : ENVIRONMENTS.slice(0, 1 + random(2))
  const copies = targets.map(({ environment, region }) => {
    const own = new Map<string, Spec>(base)
    for (const layer of [region, environment])
      for (const [name, of] of ofLayer.get(layer) ?? []) own.set(name, of)
    return { name: `${environment}-${region}`, environment, policies: own }
  })
  const touched = new Set<string>()
  let size = policies + [...ofLayer.values()].reduce((sum, of) => sum + of.size, 0)
  for (let at = 0; at < changes; at += 1) {
    const target = copies[random(copies.length)]
    const name = `base-${random(policies)}`
    if (target === undefined || touched.has(name)) continue
    touched.add(name)
    size += 1
    if (random(3) === 0) target.policies.delete(name)
    else
      target.policies.set(name, { ...spec(name), policies: [...spec(name).policies, rule(`changed/${at}`)] })
  }
  size += mapped.length * regions * 2
  const mapOf = (environment: string) =>
    targetMapOf(
      mapped.includes(environment)
        ? { hosts: { 'api.pay.com': `api.pay.${environment}` }, groups: { finance: `${environment}-self` } }
        : {},
    )
  return {
    copies: copies.map(({ name, environment, policies: own }) => ({
      name,
      policies: new Map([...own].map(([policy, of]) => [policy, mapSpec(of, mapOf(environment)).spec])),
    })),
    base,
    size,
  }
}
