/** Writes facts of a target with the names of its files, so that outcomes of several targets can be compared. */
import { isEmptyMap, type MappedKind, reversedMap, type TargetMap } from './target-map.ts'

/** Keys of documents whose values are names of a kind. Only there names are replaced: a policy or an agent may have the name of a group. */
const KINDS: Readonly<Record<string, MappedKind>> = {
  groups: 'groups',
  approvers: 'groups',
  connectors: 'connectors',
  tool: 'tools',
  tools: 'tools',
  exceptTools: 'tools',
  toolIds: 'tools',
}

/** JSON of the facts. Hosts stand behind `://`. */
export function asWrittenJson(facts: unknown, map: TargetMap): string {
  if (isEmptyMap(map)) return JSON.stringify(facts)
  const back = reversedMap(map)
  return JSON.stringify(facts, (key, value: unknown) => {
    const kind = KINDS[key]
    if (kind !== undefined && Array.isArray(value))
      return value.map((name) => (typeof name === 'string' ? (back[kind].get(name) ?? name) : name))
    if (typeof value !== 'string') return value
    return kind === undefined ? withHosts(value, back.hosts) : (back[kind].get(value) ?? value)
  })
}

function withHosts(text: string, hosts: ReadonlyMap<string, string>): string {
  return text.replace(
    /(:\/\/)([^/"?#@:\\]*)/g,
    (_all, head: string, host: string) => head + (hosts.get(host) ?? host),
  )
}
