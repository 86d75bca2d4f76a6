/** Refuses two targets with the same workspace: each apply of one would undo the policies of the other. */
import { posix, relative } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { configPlaces } from '../lint/config-places.ts'
import { isSameWorkspace, type Workspace } from '../policy/workspace.ts'
import { parseEndpoint } from '../store/endpoint.ts'
import type { Context } from './context.ts'
import type { Project } from './project.ts'

/** @throws PolicyctlError config-invalid, with the place of the second one. */
export function assertDistinctWorkspaces(
  { cwd }: Context,
  { config, configFile, configText }: Project,
): void {
  const seen: { readonly name: string; readonly workspace: Workspace }[] = []
  for (const [name, target] of config.targets) {
    const workspace = workspaceOf(target)
    if (workspace === null) continue
    const other = seen.find((one) => isSameWorkspace(one.workspace, workspace))
    seen.push({ name, workspace })
    if (other === undefined) continue
    const file = configFile === null ? 'policyctl.yaml' : relative(cwd, configFile)
    const { line, column } = configPlaces({ file, text: configText ?? '' }).keyAt(['targets', name])
    throw new PolicyctlError('config-invalid', {
      message: `${file}:${line}:${column} targets.${name}: is the workspace of ${other.name}, so each would undo what the other applies`,
      hint: 'keep one of them, or correct the URL, the namespace or the file',
    })
  }
}

/** @returns null if its endpoint cannot be used; opening the target reports that. */
function workspaceOf({ embedded, endpoint, namespace }: WrittenTarget): Workspace | null {
  if (embedded !== undefined)
    return { endpoint: `embedded:${posix.normalize(embedded.replaceAll('\\', '/'))}`, namespace: null }
  try {
    return { endpoint: parseEndpoint(endpoint ?? '').baseUrl, namespace: namespace ?? null }
  } catch {
    return null
  }
}

type WrittenTarget = Project['config']['targets'] extends ReadonlyMap<string, infer Target> ? Target : never
