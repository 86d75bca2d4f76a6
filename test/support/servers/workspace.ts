/** A workspace with policies and bindings, and somebody who edits it in the console. */
import type { Emulator, EmulatorOptions } from '../../../src/emulator/start-emulator.ts'
import type { Spec } from '../../../src/policy/policy.ts'
import type { Specs } from '../builders/project-files.ts'
import { named } from '../builders/specs.ts'
import { emulator } from './emulator.ts'

export interface WorkspaceOptions extends Partial<EmulatorOptions> {
  readonly live?: Specs
  /** policy → agents. */
  readonly bound?: Readonly<Record<string, readonly string[]>>
}

export interface Workspace {
  readonly server: Emulator
  /** Base URL of the API: what a ledger is bound to. */
  readonly endpoint: string
  /** In the order of the names. */
  live(): Promise<Specs>
  /** Edits live as somebody with a console would; null deletes. */
  put(name: string, spec: Spec | null): Promise<void>
}

export async function workspaceWith(options: WorkspaceOptions = {}): Promise<Workspace> {
  const { live = {}, bound = {}, apiKey = 'key', ...more } = options
  const policies = Object.entries(live).map(([name, spec]) => ({ name, spec }))
  const bindings = Object.entries(bound).flatMap(([policy, agents]) =>
    agents.map((agent) => ({ policy, agent })),
  )
  const server = await emulator({
    data: { formatVersion: 1, policies, bindings },
    ...(options.apiKey === undefined ? {} : { apiKey }),
    ...more,
  })
  const endpoint = `${server.url}/api/v1`
  return {
    server,
    endpoint,
    live: async () => named(await server.policies()),
    put: async (name, spec) => {
      const isThere = (await server.policies()).has(name)
      const answer = await fetch(`${endpoint}/policies${isThere ? `/${name}` : ''}`, {
        method: spec === null ? 'DELETE' : isThere ? 'PUT' : 'POST',
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        ...(spec === null ? {} : { body: JSON.stringify({ name, spec }) }),
      })
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
    },
  }
}
