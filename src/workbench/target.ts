import { join } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { assertInside } from '../files/inside.ts'
import type { HttpStoreOptions } from '../store/http-store.ts'
import type { PolicyStore } from '../store/policy-store.ts'
import { type EmbeddedTarget, endpointOf, type RemoteTarget } from './choose-target.ts'
import type { Context } from './context.ts'
import { openEmbeddedStore } from './embedded-store.ts'
import { type LedgerFirst, storeAfter } from './ledger-first.ts'
import { namespaceLeftOut } from './namespace-around.ts'
import type { Project } from './project.ts'
import { type Reads, retriedReads } from './retried-reads.ts'
import { chosenTarget, type TargetIdentity, targetIdentityOf } from './target-identity.ts'

/** The workspace of a run, ready for requests. */
export interface Target extends TargetIdentity {
  readonly store: PolicyStore
  /** The same workspace for reading, with retries. */
  readonly reads: Reads
  close(): Promise<void>
}

/** The inputs of opening a target. */
interface Surroundings {
  readonly context: Context
  readonly project: Project
  /** The name that the question gives; null: config and environment choose. */
  readonly named: string | null
  /** Checked before anything is sent. */
  readonly ledger: LedgerFirst
}

/**
 * Opens the target that flags, config and environment name. An embedded one is
 * the API in this process, on its data file.
 *
 * @throws PolicyctlError target-unknown, target-ambiguous, target-required, key-missing, endpoint-invalid.
 */
export async function openTarget({ context, project, named, ledger }: Surroundings): Promise<Target> {
  const chosen = chosenTarget(context, project, named)
  if (chosen.kind === 'remote') return openRemote(chosen, { context, project, ledger })
  if (chosen.isFallback)
    context.notify({ kind: 'note', text: `no target is named: using the embedded workspace ${chosen.file}` })
  return openEmbedded(chosen, { context, project, ledger })
}

async function openEmbedded(
  chosen: EmbeddedTarget,
  { context, project, ledger }: Omit<Surroundings, 'named'>,
): Promise<Target> {
  const file = join(project.root, chosen.file)
  assertInside(project.root, file)
  const identity = targetIdentityOf(chosen, project)
  const store = await openEmbeddedStore({ file, endpoint: identity.endpoint })
  return { ...guarded(identity, { store, context, ledger }), close: () => store.close() }
}

async function openRemote(
  chosen: RemoteTarget,
  { context, project, ledger }: Omit<Surroundings, 'named'>,
): Promise<Target> {
  const { env } = context
  const { name, apiKey, keySource } = chosen
  if (apiKey === null) {
    throw new PolicyctlError('key-missing', {
      message: `target '${name}' needs a key, and ${keySource} holds none`,
      hint: 'set it; without a key only commands that do not ask the workspace work, and --target local, a practice workspace on this disk with policies of its own',
    })
  }
  const leftOut = namespaceLeftOut(chosen, env)
  if (leftOut !== null)
    context.notify({
      kind: 'warning',
      text: `RUNAGENTS_NAMESPACE is '${leftOut}', but is ignored: target '${name}' of policyctl.yaml ${chosen.namespace === null ? "names no namespace, so the server's default one is used" : `has the namespace '${chosen.namespace}'`}`,
    })
  const store = await openStore({
    endpoint: endpointOf(chosen),
    namespace: chosen.namespace,
    apiKey,
    keySource,
    env,
  })
  const opened = guarded(targetIdentityOf(chosen, project), { store, context, ledger })
  return { ...opened, close: () => store.close() }
}

interface Opened {
  readonly store: PolicyStore
  readonly context: Context
  readonly ledger: LedgerFirst
}

function guarded(identity: TargetIdentity, { store, context, ledger }: Opened): Omit<Target, 'close'> {
  const after = storeAfter(ledger.ask, store)
  return { ...identity, store: after, reads: retriedReads(after, context) }
}

/** Loads the HTTP store only when needed, so that other runs start faster. */
async function openStore(options: HttpStoreOptions): Promise<PolicyStore> {
  const { openHttpStore } = await import('../store/http-store.ts')
  return openHttpStore(options)
}
