import type { Config } from '../files/config.ts'
import { readVendorConfig } from '../files/vendor-config.ts'
import type { Workspace } from '../policy/workspace.ts'
import { parseEndpoint } from '../store/endpoint.ts'
import { type ChosenTarget, chooseTarget, endpointOf } from './choose-target.ts'
import type { Context } from './context.ts'
import type { Project } from './project.ts'

/** The workspace and the place of its ledger, for commands that send nothing to the workspace. */
export interface TargetIdentity {
  readonly name: string
  /** The identity in plans and ledgers: the base URL, or `embedded:<file>`. */
  readonly endpoint: string
  /** The namespace of the classic API; null: the server's default. */
  readonly namespace: string | null
  readonly isEmbedded: boolean
  /** Git remote that holds ledger and lock; null keeps them in this repository. */
  readonly remote: { readonly name: string; readonly isNamed: boolean } | null
}

/** The target without its key and without a connection. @throws as openTarget, but for key-missing. */
export function identifyTarget(context: Context, project: Project, named: string | null): TargetIdentity {
  return targetIdentityOf(chosenTarget(context, project, named), project)
}

/** Chooses the target from flags, config and environment. @throws as openTarget, but for key-missing. */
export function chosenTarget({ env }: Context, { config }: Project, named: string | null): ChosenTarget {
  const vendor = named === null ? readVendorConfig(env.HOME) : NOT_READ
  return chooseTarget({ named, config, env, vendor })
}

export function targetIdentityOf(chosen: ChosenTarget, { config }: Project): TargetIdentity {
  const { name } = chosen
  if (chosen.kind === 'embedded')
    return { name, endpoint: `embedded:${chosen.file}`, namespace: null, isEmbedded: true, remote: null }
  const { remote, isNamed } = config.ledger
  return {
    name,
    endpoint: endpointOf(chosen).baseUrl,
    namespace: chosen.namespace,
    isEmbedded: false,
    remote: remote === null ? null : { name: remote, isNamed },
  }
}

/** Lists the workspaces of a config's targets, without embedded ones. */
export function workspacesOf({ targets }: Config): readonly Workspace[] {
  return [...targets.values()].flatMap(({ endpoint, namespace }) => {
    try {
      return endpoint === undefined
        ? []
        : [{ endpoint: parseEndpoint(endpoint).baseUrl, namespace: namespace ?? null }]
    } catch {
      // An unusable endpoint is no workspace.
      return []
    }
  })
}

/** With --target the vendor's file is not read, so that a damaged one does no harm. */
const NOT_READ = { file: '~/.runagents/config.json', endpoint: null, apiKey: null, namespace: null }
