import { EXIT, strongest } from '../diagnostic/exit-status.ts'
import type { NodePath } from '../parse/node.ts'
import type { AdoptDocument } from './adopt.ts'
import type { Answer } from './answer.ts'

/** The result of turning live policies of several targets into layers. */
export type AdoptFleetAnswer = Answer<'adopt-fleet', AdoptFleetDocument, { readonly explains: boolean }>

/** The JSON document of adopt for several targets (schema/adopt-fleet.schema.json): each target's own document, and what they share. */
export interface AdoptFleetDocument {
  readonly formatVersion: 1
  /** In the order of the config. */
  readonly targets: readonly {
    readonly target: string
    readonly document: AdoptDocument
    readonly error: null
    readonly exitStatus: 0 | 1
  }[]
  readonly groups: readonly { readonly targets: readonly string[] }[]
  readonly fleet: AdoptedFleet
}

export interface AdoptedFleet {
  /** True if nothing was written. */
  readonly dryRun: boolean
  /** Target whose names the files have; null if no map was found. */
  readonly namesOf: string | null
  /** Every choice, one line each. */
  readonly choices: readonly string[]
  readonly layers: readonly AdoptedLayer[]
  readonly maps: readonly {
    readonly target: string
    readonly kind: 'hosts' | 'groups' | 'connectors' | 'tools'
    readonly from: string
    readonly to: string
    readonly seen: readonly { readonly policy: string; readonly path: NodePath }[]
  }[]
  readonly without: readonly { readonly target: string; readonly policy: string }[]
  /** Policies that are wider than those of the first layer; each is listed under `wider` of its target in the config. */
  readonly wider: readonly { readonly target: string; readonly policy: string; readonly witness: string }[]
  /** Files of policies that are in no layer now. */
  readonly outside: readonly string[]
  readonly proof: {
    /** Targets whose layers give exactly their live policies. */
    readonly rendered: readonly string[]
    /** [] if nothing was written, or if folders were read. */
    readonly plans: readonly AdoptedPlan[]
  }
}

export interface AdoptedLayer {
  readonly layer: string
  readonly kind: 'base' | 'shared' | 'own'
  /** Targets that list it. */
  readonly targets: readonly string[]
  readonly policies: readonly {
    readonly policy: string
    readonly file: string
    /** Targets that get the policy from this layer. */
    readonly targets: readonly string[]
  }[]
}

export interface AdoptedPlan {
  readonly target: string
  readonly steps: readonly { readonly action: string; readonly policy: string }[]
  /** The reason why there is no plan; null if there is one. */
  readonly error: string | null
}

/** The exit status is 1 if a plan is not empty, or if a named policy was skipped. */
export function adoptFleetAnswer(
  documents: readonly { readonly target: string; readonly document: AdoptDocument }[],
  fleet: AdoptedFleet,
  { names, explains }: { readonly names: readonly string[]; readonly explains: boolean },
): AdoptFleetAnswer {
  const targets = documents.map(({ target, document }) => {
    const isLeft = names.length > 0 && document.left.length > 0
    const plan = fleet.proof.plans.find((one) => one.target === target)
    const isPending = plan !== undefined && (plan.error !== null || plan.steps.length > 0)
    return { target, document, error: null, exitStatus: isLeft || isPending ? EXIT.no : EXIT.done }
  })
  return {
    kind: 'adopt-fleet',
    document: {
      formatVersion: 1,
      targets,
      groups: targets.map(({ target }) => ({ targets: [target] })),
      fleet,
    },
    status: strongest(...targets.map(({ exitStatus }) => exitStatus)),
    view: { explains },
  }
}
