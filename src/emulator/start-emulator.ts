/**
 * Serves the Policies API on a loopback port, for local work, demos and tests. Both
 * contracts use one workspace, which is in memory, or in a JSON file that several
 * emulators may share.
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { DEFAULT_NAMESPACE } from '../policy/binding.ts'
import type { Policies } from '../policy/policy.ts'
import { parseFaults } from './faults.ts'
import { FileStorage } from './file-storage.ts'
import { type Hooks, listenerOf } from './listener.ts'
import { startReadying } from './readying.ts'
import { MemoryStorage, type OnChange, type Storage } from './storage.ts'
import { type AgentBinding, EMPTY_DOCUMENT, type EmulatedWorkspace, readWorkspace } from './workspace.ts'

export interface EmulatorOptions extends Hooks {
  /** Data file, made by the first write; null: in memory. */
  readonly file: string | null
  /** For a workspace in memory: the document that a data file would hold. */
  readonly data?: unknown
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** Milliseconds before each answer. */
  readonly latency?: number
  /** See faults.ts for the grammar. */
  readonly faults?: string
  /** The only accepted key; absent: any that is not empty. */
  readonly apiKey?: string
  /** Called after each single write, of a policy or of an agent's configuration, in order, with the whole state. */
  readonly onWrite?: (policies: Policies, bindings: readonly AgentBinding[]) => void
}

export interface Emulator {
  /** http://127.0.0.1:PORT; the contracts are below /api and /api/v1. */
  readonly url: string
  policies(): Promise<Policies>
  /** Ends connections and waits for writes. */
  close(): Promise<void>
}

/** @throws PolicyctlError workspace-damaged, port-unavailable, usage. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const faults = parseFaults(options.faults ?? '')
  const storage = storageOf(options)
  await storage.read()
  const listener = listenerOf({
    storage,
    faults,
    latency: options.latency ?? 0,
    apiKey: options.apiKey ?? null,
    hooks: options,
    readying: startReadying(faults.quirks),
  })
  const server = createServer(listener.onRequest)
  await listen(server, options.port ?? 0)
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    policies: async () => specsOf((await storage.read()).policies),
    close: () => close(server, listener.idle),
  }
}

function storageOf({ file, data, onWrite }: EmulatorOptions): Storage {
  const onChange: OnChange | null =
    onWrite === undefined ? null : ({ policies, bindings }) => onWrite(specsOf(policies), bindings)
  if (file !== null) return new FileStorage(file, onChange)
  return new MemoryStorage(readWorkspace(data ?? EMPTY_DOCUMENT, 'the data'), onChange)
}

/** The policies of the default namespace by name, of others by `namespace/name`. */
function specsOf(policies: EmulatedWorkspace['policies']): Policies {
  return new Map(
    [...policies].map(([key, { name, namespace, spec }]) => [
      namespace === DEFAULT_NAMESPACE ? name : key,
      spec,
    ]),
  )
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(unavailable(port, error)))
    // Loopback only, since it accepts any key.
    server.listen(port, '127.0.0.1', resolve)
  })
}

async function close(server: Server, idle: () => Promise<void>): Promise<void> {
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()))
  server.closeAllConnections()
  await Promise.all([closed, idle()])
}

function unavailable(port: number, error: Error): PolicyctlError {
  return new PolicyctlError('port-unavailable', {
    message: `port ${port} of this machine cannot be used: ${error.message}`,
    hint: 'end the program that uses it, or choose another port with --port; 0 takes any free one',
  })
}
