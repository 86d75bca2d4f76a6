/**
 * Chooses the workspace that a run talks to (docs/configuration.md). Pure, since
 * a wrong answer here is a wrong tenant: every case is a row of its test.
 */

import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { firstNames } from '../diagnostic/first-names.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Config } from '../files/config.ts'
import type { VendorConfig } from '../files/vendor-config.ts'
import { UNNAMED_TARGET } from '../policy/workspace.ts'
import { type Endpoint, parseEndpoint } from '../store/endpoint.ts'
import { filled } from './filled.ts'
import { namespaceAround, refuseOtherNamespace } from './namespace-around.ts'

export interface EmbeddedTarget {
  readonly kind: 'embedded'
  readonly name: string
  /** Data file, relative to the project's root. */
  readonly file: string
  /** True if nothing named it; then the run tells so. */
  readonly isFallback: boolean
}

export interface RemoteTarget {
  readonly kind: 'remote'
  readonly name: string
  readonly endpoint: string
  /** The place where it was found, for messages. */
  readonly endpointSource: string
  /** Workspace behind the URL, which only the classic API has; null: none is named. */
  readonly namespace: string | null
  /** null: there is none. */
  readonly apiKey: string | null
  /** The place where the key was looked for, for messages. */
  readonly keySource: string
}

export type ChosenTarget = EmbeddedTarget | RemoteTarget

export interface TargetSources {
  /** --target, null where not given. */
  readonly named: string | null
  readonly config: Config
  readonly env: Readonly<Record<string, string | undefined>>
  readonly vendor: VendorConfig
}

export const CLASSIC_ENDPOINT = 'https://api.runagents.io/api'
export const LOCAL = { name: 'local', file: '.policyctl/local.json' } as const
const KEY_VARIABLE = 'RUNAGENTS_API_KEY'
/** The vendor's tools always write this default into their file, so it does not count as a choice. */
const VENDOR_DEFAULT = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):8092\/?$/

/** @throws PolicyctlError target-unknown, target-ambiguous, target-required, endpoint-invalid. */
export function chooseTarget(sources: TargetSources): ChosenTarget {
  if (sources.named !== null) return namedTarget(sources, sources.named)
  const surrounding = surroundingTarget(sources)
  const { defaultTarget } = sources.config
  if (surrounding !== null)
    return defaultTarget === null ? surrounding : agreeing(sources, surrounding, defaultTarget)
  if (defaultTarget !== null)
    return notSilentlyEmbedded(sources, inNamespaceAround(sources, namedTarget(sources, defaultTarget)))
  if (sources.config.targets.size > 0) throw noneChosen(sources.config)
  if (keyAround(sources) !== null) return classicTarget(sources)
  return notSilentlyEmbedded(sources, { kind: 'embedded', ...LOCAL, isFallback: true })
}

function namedTarget(sources: TargetSources, name: string): ChosenTarget {
  const target = sources.config.targets.get(name)
  if (target?.embedded !== undefined)
    return { kind: 'embedded', name, file: target.embedded, isFallback: false }
  if (target?.endpoint !== undefined) {
    const variable = target.apiKeyEnv ?? KEY_VARIABLE
    refuseIdleNamespace(name, target)
    return {
      kind: 'remote',
      name,
      endpoint: target.endpoint,
      endpointSource: `target '${name}' of policyctl.yaml`,
      namespace: target.namespace ?? null,
      apiKey: filled(sources.env[variable]),
      keySource: `the environment variable ${variable}`,
    }
  }
  if (name === LOCAL.name) return { kind: 'embedded', ...LOCAL, isFallback: false }
  throw unknownTarget(sources, name)
}

type NamedTarget = Config['targets'] extends ReadonlyMap<string, infer Target> ? Target : never

/** Refuses a namespace that has no effect: people would think that it chooses the workspace. */
function refuseIdleNamespace(name: string, { endpoint = '', namespace }: NamedTarget): void {
  if (namespace === undefined) return
  if (parseEndpoint(endpoint, `target '${name}' of policyctl.yaml`).contract === 'classic') return
  throw new PolicyctlError('endpoint-invalid', {
    message: `target '${name}' of policyctl.yaml has a namespace, and its endpoint is of the v1 API, in which the URL names the workspace`,
    hint: 'delete the namespace, or write the workspace into the URL: …/api/v1/workspaces/NAME',
  })
}

/** The target that the environment or the vendor's config file names. */
function surroundingTarget(sources: TargetSources): RemoteTarget | null {
  const { env, vendor } = sources
  const fromEnv = filled(env.RUNAGENTS_ENDPOINT)
  const endpoint = fromEnv ?? chosenByVendor(vendor)
  if (endpoint === null) return null
  const endpointSource = originOfEndpoint(sources)
  const named = {
    kind: 'remote',
    name: UNNAMED_TARGET,
    endpoint,
    endpointSource,
    namespace: namespaceAround(sources, endpoint, endpointSource),
  } as const
  const key = filled(env[KEY_VARIABLE])
  // The key in the vendor's file belongs to the endpoint in it and must not travel to another.
  if (key === null && vendor.endpoint === endpoint)
    return { ...named, apiKey: vendor.apiKey, keySource: `${KEY_VARIABLE} and ${vendor.file}` }
  return { ...named, apiKey: key, keySource: `the environment variable ${KEY_VARIABLE}` }
}

function chosenByVendor({ endpoint }: VendorConfig): string | null {
  return endpoint === null || VENDOR_DEFAULT.test(endpoint) ? null : endpoint
}

function agreeing(sources: TargetSources, surrounding: RemoteTarget, defaultTarget: string): ChosenTarget {
  const configured = namedTarget(sources, defaultTarget)
  // An unusable endpoint may hold a secret, so its text is not shown.
  endpointOf(surrounding)
  if (configured.kind === 'remote' && isSameEndpoint(configured, surrounding)) {
    refuseOtherNamespace(configured, surrounding.namespace)
    return configured
  }
  const described =
    configured.kind === 'remote' ? configured.endpoint : `the embedded workspace ${configured.file}`
  throw new PolicyctlError('target-ambiguous', {
    message: `${originOfEndpoint(sources)} names ${surrounding.endpoint}, and policyctl.yaml has defaultTarget '${defaultTarget}' (${described})`,
    hint: `choose one: --target ${defaultTarget}, or unset the endpoint`,
  })
}

/** Refuses a namespace of the environment or the vendor's file that differs from the one of the target. */
function inNamespaceAround(sources: TargetSources, configured: ChosenTarget): ChosenTarget {
  if (configured.kind === 'remote') {
    const { endpoint, endpointSource } = configured
    refuseOtherNamespace(configured, namespaceAround(sources, endpoint, endpointSource))
  }
  return configured
}

function originOfEndpoint({ env, vendor }: TargetSources): string {
  return filled(env.RUNAGENTS_ENDPOINT) === null ? vendor.file : 'RUNAGENTS_ENDPOINT'
}

function isSameEndpoint(a: RemoteTarget, b: RemoteTarget): boolean {
  return endpointOf(a).baseUrl === endpointOf(b).baseUrl
}

/** @throws PolicyctlError endpoint-invalid, with the place it comes from. */
export function endpointOf({ endpoint, endpointSource }: RemoteTarget): Endpoint {
  return parseEndpoint(endpoint, endpointSource)
}

function keyAround({ env, vendor }: TargetSources): string | null {
  // If the vendor's file names an endpoint, its key belongs to that endpoint, which was not chosen.
  return filled(env[KEY_VARIABLE]) ?? (vendor.endpoint === null ? vendor.apiKey : null)
}

function classicTarget(sources: TargetSources): RemoteTarget {
  return {
    kind: 'remote',
    name: UNNAMED_TARGET,
    endpoint: CLASSIC_ENDPOINT,
    endpointSource: 'the default',
    namespace: namespaceAround(sources, CLASSIC_ENDPOINT, 'the default'),
    apiKey: keyAround(sources),
    keySource: `${KEY_VARIABLE} and ${sources.vendor.file}`,
  }
}

/** Refuses the embedded workspace in CI unless it is named: a missing secret must never look like a deployment. */
function notSilentlyEmbedded({ env }: TargetSources, target: ChosenTarget): ChosenTarget {
  if (target.kind === 'remote' || env.CI !== 'true') return target
  throw new PolicyctlError('target-required', {
    message: `with CI=true the embedded workspace ${target.file} is used only when it is named, and nothing names another target`,
    hint: `set RUNAGENTS_ENDPOINT and ${KEY_VARIABLE} (is a secret missing?), or pass --target ${target.name}`,
  })
}

const MOST_LISTED = 20

/** A key alone must not choose a workspace if the config has targets. */
function noneChosen({ targets }: Config): PolicyctlError {
  const names = firstNames([...targets.keys()], MOST_LISTED)
  return new PolicyctlError('target-required', {
    message: `policyctl.yaml has targets and nothing chooses one of them: ${names}`,
    hint: 'pass --target NAME, or write defaultTarget: NAME into policyctl.yaml',
  })
}

/** @returns the way to name several targets, for somebody who joined them with commas; '' else. */
export function severalHint(name: string): string {
  return name.includes(',') ? 'repeat --target to name several. ' : ''
}

/** `default` is the name of a run without --target in its screens, and no name for --target. */
function defaultHint(name: string): string {
  return name === UNNAMED_TARGET
    ? `'${UNNAMED_TARGET}' is the workspace that the environment names: leave --target out to use it. `
    : ''
}

export function unknownTarget({ config }: Pick<TargetSources, 'config'>, name: string): PolicyctlError {
  // `local` needs no entry.
  const known = [...new Set([...config.targets.keys(), LOCAL.name])]
  const meant = name.includes(',') ? null : didYouMean(name, known)
  return new PolicyctlError('target-unknown', {
    message: `there is no target '${name}' in policyctl.yaml`,
    hint: `${severalHint(name)}${defaultHint(name)}${meant === null ? '' : `did you mean ${meant}? `}known targets: ${known.join(', ')}; add others under targets:`,
  })
}
