/** The store of an embedded workspace: the API runs in this process, without sockets. */
import { openWorkspace } from '../emulator/open-workspace.ts'
import { ApiStore } from '../store/api-store.ts'
import { credentialsFor } from '../store/credentials.ts'
import type { PolicyStore } from '../store/policy-store.ts'
import type { Transport } from '../store/transport.ts'

/** Not a secret, since nobody else can reach the store. It is short, so that answers are not searched for it (30 ms a run). */
const KEY = 'local'

/** Milliseconds. Never reached: waiting for the lock of the data file fails earlier. */
const ENOUGH = 120_000

export interface EmbeddedStoreOptions {
  /** Absolute path of the data file, made by the first write. */
  readonly file: string
  /** Names the workspace in messages: `embedded:.policyctl/local.json`. */
  readonly endpoint: string
}

/** @throws PolicyctlError workspace-damaged. */
export async function openEmbeddedStore({ file, endpoint }: EmbeddedStoreOptions): Promise<PolicyStore> {
  const workspace = await openWorkspace({ file, apiKey: KEY })
  const transport: Transport = {
    exchange: async ({ method, path, headers, body }) => {
      const request = { method, path: `/api/v1${path}`, headers, body: body ?? '' }
      const answer = await workspace.answer(request)
      return { kind: 'answer', ...answer, body: Buffer.from(answer.body) }
    },
    close: () => workspace.close(),
  }
  return new ApiStore('v1', {
    transport,
    baseUrl: endpoint,
    credentials: credentialsFor('v1', { key: KEY, source: 'the embedded workspace' }),
    namespace: null,
    time: ENOUGH,
    proxy: null,
  })
}
