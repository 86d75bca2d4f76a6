/** Requests sorted by where they go: what names a whole host stands there, what does not is cut along the hosts. */

import type { Request } from '../../policy/request.ts'
import { wordUrls } from '../compare/word-urls.ts'
import type { AccessSide } from '../model/access-side.ts'
import { Effort } from '../model/effort.ts'
import { isInRegion } from '../model/in-region.ts'
import { parsePattern, patternText } from '../model/pattern.ts'
import { routesOf, rulesOf } from '../model/reading.ts'
import type { RequestExtent } from '../model/region.ts'

/** Requests, with one of them. */
export interface WitnessedPart extends RequestExtent {
  readonly witness: Request
}

export interface AtOrigin<Part> {
  /** `https://api.stripe.com`; null: hosts that no rule names. */
  readonly origin: string | null
  readonly part: Part
}

const ORIGIN = /^([^:/*]+:\/\/[^/*]+)\//

/** Origins that rules or routes of the sides name as a whole, and those that these parts do; sorted by host. */
export function originsOf(
  sides: readonly AccessSide[],
  parts: readonly Pick<RequestExtent, 'resource'>[],
): readonly string[] {
  // Two patterns may overlap on a host that neither of them names.
  const found = new Set(parts.flatMap(({ resource }) => originOf(resource) ?? []))
  for (const { policies } of sides)
    for (const spec of policies.values())
      for (const { resource } of [...rulesOf(spec), ...routesOf(spec)]) {
        const origin = originOf(patternText(parsePattern(resource)))
        if (origin !== null) found.add(origin)
      }
  return [...found].sort((a, b) => (hostOf(a) === hostOf(b) ? compare(a, b) : compare(hostOf(a), hostOf(b))))
}

/**
 * The parts do not overlap, and together they are what was given.
 *
 * @param origins all that are told apart, that of the whole among them where it has one. @throws PolicyctlError policies-entangled
 */
export function byOrigin<Part extends WitnessedPart>(
  whole: Part,
  origins: readonly string[],
): readonly AtOrigin<Part>[] {
  const origin = originOf(whole.resource)
  if (origin !== null) return [{ origin, part: whole }]
  const { resource, exceptResources } = whole
  const named = origins.flatMap((one) =>
    partsOf(whole, { matching: [resource, `${one}/*`], except: exceptResources }).map((part) => ({
      origin: one,
      part,
    })),
  )
  const others = partsOf(whole, {
    matching: [resource],
    except: [...exceptResources, ...origins.map((one) => `${one}/*`)],
  })
  return [...named, ...others.map((part) => ({ origin: null, part }))]
}

function partsOf<Part extends WitnessedPart>(
  whole: Part,
  asked: { readonly matching: readonly string[]; readonly except: readonly string[] },
): readonly Part[] {
  return wordUrls(asked, new Effort([])).map(({ resource, exceptResources, url }) => {
    const witness = { ...whole.witness, url }
    if (!isInRegion(whole, witness)) throw new Error(`a part is not of its whole: ${JSON.stringify(witness)}`)
    return { ...whole, resource, exceptResources, witness }
  })
}

function originOf(pattern: string): string | null {
  return ORIGIN.exec(pattern)?.[1] ?? null
}

function hostOf(origin: string): string {
  return origin.slice(origin.indexOf('://') + 3)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
