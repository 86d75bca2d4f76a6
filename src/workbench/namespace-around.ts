/** Finds the namespace of the classic API that the environment or the vendor's config file names. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { VendorConfig } from '../files/vendor-config.ts'
import { parseEndpoint } from '../store/endpoint.ts'
import { filled } from './filled.ts'

const NAMESPACE_VARIABLE = 'RUNAGENTS_NAMESPACE'

interface Surrounding {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly vendor: VendorConfig
}

interface NamedWorkspace {
  readonly name: string
  readonly endpoint: string
  /** The place where it was found, for messages. */
  readonly endpointSource: string
  /** null: none is named. */
  readonly namespace: string | null
}

/** The namespace in the vendor's file counts only for the endpoint in that file, as its key does. */
export function namespaceAround(
  { env, vendor }: Surrounding,
  endpoint: string,
  source: string,
): string | null {
  if (parseEndpoint(endpoint, source).contract === 'v1') return null
  const fromEnv = filled(env[NAMESPACE_VARIABLE])
  const namespace =
    fromEnv ?? (vendor.endpoint === null || vendor.endpoint === endpoint ? vendor.namespace : null)
  if (namespace === null || isNamespace(namespace)) return namespace
  throw new PolicyctlError('endpoint-invalid', {
    message: `the namespace from ${fromEnv === null ? vendor.file : NAMESPACE_VARIABLE} is not valid: only lower-case letters, digits, '-' and '.' are allowed`,
    hint: 'correct it, or unset it',
  })
}

/** Names as Kubernetes allows them; the namespace is sent in a header. */
function isNamespace(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/.test(text)
}

/** @param configured of the defaultTarget. @throws PolicyctlError target-ambiguous. */
export function refuseOtherNamespace(configured: NamedWorkspace, around: string | null): void {
  if (around === null || isSameNamespace(configured.namespace, around)) return
  const { name } = configured
  throw new PolicyctlError('target-ambiguous', {
    message: `the namespace '${around}' is set outside of policyctl.yaml, which has defaultTarget '${name}' with ${namespaceWords(configured)}`,
    hint: `choose one: --target ${name}, or unset ${NAMESPACE_VARIABLE}`,
  })
}

/** Returns the namespace of the environment if it differs from the target's and is therefore ignored; else null. */
export function namespaceLeftOut(chosen: NamedWorkspace, env: Surrounding['env']): string | null {
  const around = filled(env[NAMESPACE_VARIABLE])
  if (around === null || parseEndpoint(chosen.endpoint, chosen.endpointSource).contract === 'v1') return null
  return isSameNamespace(chosen.namespace, around) ? null : around
}

function isSameNamespace(a: string | null, b: string | null): boolean {
  return (a ?? 'default') === (b ?? 'default')
}

function namespaceWords({ namespace }: NamedWorkspace): string {
  return namespace === null ? 'none' : `'${namespace}'`
}
