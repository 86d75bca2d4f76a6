import { join } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { startEmulator } from '../emulator/start-emulator.ts'
import { readVendorConfig } from '../files/vendor-config.ts'
import { parseEndpoint } from '../store/endpoint.ts'
import { openHttpStore } from '../store/http-store.ts'
import type { PolicyStore } from '../store/policy-store.ts'
import { chooseTarget, type EmbeddedTarget, type RemoteTarget } from './choose-target.ts'
import type { Invocation } from './command.ts'
import type { Context } from './context.ts'
import type { Project } from './project.ts'

/** The workspace that a run talks to, ready for use. */
export interface Target {
  readonly name: string
  /** What plans and ledgers are bound to: the base URL, or `embedded:<file>` whatever port serves it. */
  readonly endpoint: string
  readonly isEmbedded: boolean
  /** Git remote that holds ledger and lock; null keeps them in this repository. */
  readonly remote: { readonly name: string; readonly isNamed: boolean } | null
  readonly store: PolicyStore
  close(): Promise<void>
}

/**
 * Opens the target that flags, config and environment name. An embedded one is
 * served over a real socket on loopback for the length of the run.
 *
 * @throws PolicyctlError target-unknown, target-ambiguous, target-required, key-missing, endpoint-invalid.
 */
export async function openTarget({ context, global }: Invocation, project: Project): Promise<Target> {
  const chosen = chooseTarget({
    named: global.target,
    config: project.config,
    env: context.env,
    vendor: global.target === null ? readVendorConfig(context.env.HOME) : NOT_READ,
  })
  if (chosen.kind === 'remote') return openRemote(chosen, context, project)
  if (chosen.isFallback && !global.quiet) {
    context.stderr.write(`no target is named: the embedded workspace ${chosen.file} serves\n`)
  }
  return openEmbedded(chosen, context, project)
}

/** With --target the vendor's file decides nothing, so a damaged one does no harm. */
const NOT_READ = { file: '~/.runagents/config.json', endpoint: null, apiKey: null }

async function openEmbedded(
  { name, file }: EmbeddedTarget,
  context: Context,
  project: Project,
): Promise<Target> {
  const apiKey = context.nonce()
  const emulator = await startEmulator({ file: join(project.root, file), apiKey })
  const store = openHttpStore({
    endpoint: parseEndpoint(emulator.url),
    apiKey,
    keySource: 'the embedded workspace',
    env: context.env,
  })
  const close = async (): Promise<void> => {
    await store.close()
    await emulator.close()
  }
  return { name, endpoint: `embedded:${file}`, isEmbedded: true, remote: null, store, close }
}

function openRemote(
  { name, endpoint, apiKey, keySource }: RemoteTarget,
  context: Context,
  project: Project,
): Target {
  if (apiKey === null) {
    throw new PolicyctlError('key-missing', {
      message: `target '${name}' needs a key, and ${keySource} holds none`,
      hint: `set it, or try things without a key: --target local`,
    })
  }
  const store = openHttpStore({ endpoint: parseEndpoint(endpoint), apiKey, keySource, env: context.env })
  const { remote, isNamed } = project.config.ledger
  return {
    name,
    endpoint: store.endpoint,
    isEmbedded: false,
    remote: remote === null ? null : { name: remote, isNamed },
    store,
    close: () => store.close(),
  }
}
