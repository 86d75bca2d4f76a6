/** Collects every name in the page, so that a search can tell 'nobody may' from 'there is no such thing'. */
import { parsePattern, patternText } from '../access/model/pattern.ts'
import { routesOf, rulesOf, textsOf } from '../access/model/reading.ts'
import { agentLabel } from '../policy/binding.ts'
import type { Route, Spec } from '../policy/policy.ts'
import type { PageModel } from './page-model.ts'
import { methodsOf } from './question.ts'

export type MentionKind =
  | 'agent'
  | 'policy'
  | 'host'
  | 'path'
  | 'method'
  | 'group'
  | 'approval'
  | 'connector'
  | 'tool'

export interface Mention {
  readonly kind: MentionKind
  readonly name: string
  /** The name in lower case. */
  readonly key: string
}

/** Every name once, agents first. */
export function mentionsOf(model: PageModel): readonly Mention[] {
  const { document, rows, columns } = model
  const specs = [...document.policies, ...document.former].flatMap(({ spec }) => spec ?? [])
  const routes = specs.flatMap(routesOf)
  const names: Readonly<Record<MentionKind, readonly string[]>> = {
    agent: rows.flatMap((row) => ('agent' in row ? [agentLabel(row.agent)] : [])),
    policy: [...document.policies, ...document.former].map(({ name }) => name),
    host: columns.flatMap((origin) => origin ?? []),
    path: [...specs.flatMap(patternsOf), ...columns.flatMap((_origin, column) => model.resourcesAt(column))],
    method: methodsOf(model),
    group: routes.flatMap(({ approvers }) => textsOf(approvers?.groups)),
    approval: routes.map(({ name }) => String(name ?? '')),
    connector: routes.flatMap(({ delivery }) => textsOf(delivery?.connectors)),
    tool: [...specs.flatMap(tagsOf), ...routes.flatMap(toolsOf)],
  }
  return Object.entries(names).flatMap(([kind, all]) =>
    [...new Set(all)]
      .filter((name) => name !== '')
      .map((name) => ({ kind: kind as MentionKind, name, key: name.toLowerCase() })),
  )
}

function patternsOf(spec: Spec): readonly string[] {
  return [...rulesOf(spec), ...routesOf(spec)].map(({ resource }) => patternText(parsePattern(resource)))
}

function tagsOf(spec: Spec): readonly string[] {
  return [...rulesOf(spec), ...routesOf(spec)].flatMap(({ tags }) => textsOf(tags))
}

function toolsOf({ toolIds, capabilities }: Route): readonly string[] {
  return [...textsOf(toolIds), ...textsOf(capabilities)]
}
