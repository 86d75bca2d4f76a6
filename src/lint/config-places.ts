/** Finds the settings of the config, and their places. */
import { type Place, startOf } from '../diagnostic/place.ts'
import { keySpan, type Node, type NodePath, nearestNode, nodeAt } from '../parse/node.ts'
import { readDocuments } from '../parse/parse-policy-file.ts'
import { sourceOf } from '../parse/source.ts'
import { keptFor } from '../policy/kept-for.ts'
import type { JudgedConfig } from './subject.ts'

export interface ConfigPlaces {
  /** The place of the value, or of its nearest ancestor. */
  valueAt(path: NodePath): Place
  keyAt(path: NodePath): Place
}

type Written = Pick<JudgedConfig, 'file' | 'text'>

/** The last parsed config: all targets of a run have the same. */
let latest: { readonly config: Written; readonly root: Node | null } | null = null

/** The root node of the config; null if there is no config, or if it is empty. */
export function configRoot(config: Written | null): Node | null {
  if (config === null) return null
  const { file, text } = config
  if (latest?.config.text === text && latest.config.file === file) return latest.root
  const [root = null] = readDocuments({ file, text }).documents
  latest = { config: { file, text }, root }
  return root
}

/** The paths of the mappings of a setting that may be one mapping or a list of them. */
export function mappingPaths(root: Node, setting: 'checks' | 'safety'): readonly NodePath[] {
  const node = nodeAt(root, [setting])
  if (node === null) return []
  return node.kind === 'list' ? node.items.map((_, at) => [setting, at]) : [[setting]]
}

export const configPlaces: (config: JudgedConfig) => ConfigPlaces = keptFor((config) => {
  const root = configRoot(config)
  const source = sourceOf(config.file, config.text)
  const start = startOf(config.file)
  return {
    valueAt: (path) => (root === null ? start : source.placeOf(nearestNode(root, path))),
    keyAt: (path) => (root === null ? start : source.placeOf(keySpan(root, path))),
  }
})
