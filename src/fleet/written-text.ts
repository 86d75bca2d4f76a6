/** Texts of a target with the names that its files have, so that outcomes of several targets can be held against each other. */
import { MAPPED_KINDS, reversedMap, type TargetMap } from './target-map.ts'

/** @param text JSON: names stand in quotes, hosts behind `://`. */
export function asWrittenText(text: string, map: TargetMap): string {
  const back = reversedMap(map)
  const hosts = text.replace(
    /(:\/\/)([^/"?#@:\\]*)/g,
    (_all, head: string, host: string) => head + (back.hosts.get(host) ?? host),
  )
  const names = new Map(MAPPED_KINDS.flatMap((kind) => (kind === 'hosts' ? [] : [...back[kind]])))
  return names.size === 0
    ? hosts
    : hosts.replace(/"([^"\\]*)"/g, (all, name: string) => (names.has(name) ? `"${names.get(name)}"` : all))
}
