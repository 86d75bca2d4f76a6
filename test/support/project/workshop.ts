/** A project with its workspace on a real socket, and the command line run in it in this process. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { EmulatorOptions } from '../../../src/emulator/start-emulator.ts'
import type { Spec } from '../../../src/policy/policy.ts'
import { commitFiles, remoteWith } from '../git/git.ts'
import { runInProcess } from '../run/run-in-process.ts'
import { emulator } from '../servers/emulator.ts'
import { folderWith, writeFiles } from '../suite/folder.ts'

export interface WorkshopOptions {
  readonly files?: Readonly<Record<string, Spec>>
  readonly live?: Readonly<Record<string, Spec>>
  /** policy → agents. */
  readonly bound?: Readonly<Record<string, readonly string[]>>
  /** Lines of policyctl.yaml below `targets`. */
  readonly config?: string
  readonly emulator?: Partial<EmulatorOptions>
  /** A clone of a bare remote, which holds the ledger. */
  readonly hasGit?: boolean
}

export async function workshop(options: WorkshopOptions = {}) {
  const { files = {}, live = {}, bound = {}, config = '', hasGit = true } = options
  const policies = Object.entries(live).map(([name, of]) => ({ name, spec: of }))
  const bindings = Object.entries(bound).flatMap(([policy, agents]) =>
    agents.map((agent) => ({ policy, agent })),
  )
  const server = await emulator({ data: { formatVersion: 1, policies, bindings }, ...options.emulator })
  const initial = {
    'policyctl.yaml': `version: 1\ntargets: { production: { endpoint: "${server.url}/api/v1" } }\n${config}`,
    ...policyFiles(files),
  }
  const root = hasGit ? remoteWith(initial).clone() : folderWith(initial)
  const run = (...args: readonly string[]) =>
    runInProcess([...args, '--target', 'production'], { cwd: root, env: { RUNAGENTS_API_KEY: 'key' } })
  return {
    root,
    server,
    run,
    /** Writes (null: deletes) policy files, and commits them. */
    edit: (edits: Readonly<Record<string, Spec | null>>) => {
      for (const [name, of] of Object.entries(edits))
        if (of === null) rmSync(join(root, fileOf(name)), { force: true })
      writeFiles(root, policyFiles(edits))
      if (hasGit) commitFiles(root, {})
    },
    /** What the console would do: the policy is this now. */
    put: async (name: string, of: Spec) => {
      const isThere = (await server.policies()).has(name)
      const answer = await fetch(`${server.url}/api/v1/policies${isThere ? `/${name}` : ''}`, {
        method: isThere ? 'PUT' : 'POST',
        headers: { authorization: 'Bearer key' },
        body: JSON.stringify({ name, spec: of }),
      })
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
    },
    live: async (): Promise<Record<string, Spec>> => {
      const policies = [...(await server.policies())].sort(([a], [b]) => (a < b ? -1 : 1))
      return Object.fromEntries(policies)
    },
  }
}

function policyFiles(specs: Readonly<Record<string, Spec | null>>): Record<string, string> {
  const present = Object.entries(specs).filter(([, of]) => of !== null)
  return Object.fromEntries(
    present.map(([name, of]) => [fileOf(name), `${JSON.stringify({ name, spec: of }, null, 2)}\n`]),
  )
}

function fileOf(name: string): string {
  return `policies/${name}.json`
}
