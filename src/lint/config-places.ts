/** Finds the places of settings in the config. */
import { type Place, startOf } from '../diagnostic/place.ts'
import { keySpan, type NodePath, nearestNode } from '../parse/node.ts'
import { readDocuments } from '../parse/parse-policy-file.ts'
import { sourceOf } from '../parse/source.ts'
import type { JudgedConfig } from './subject.ts'

export interface ConfigPlaces {
  /** The place of the value, or of its nearest ancestor. */
  valueAt(path: NodePath): Place
  keyAt(path: NodePath): Place
}

const known = new WeakMap<JudgedConfig, ConfigPlaces>()

export function configPlaces(config: JudgedConfig): ConfigPlaces {
  const places = known.get(config) ?? placesIn(config)
  known.set(config, places)
  return places
}

function placesIn(config: JudgedConfig): ConfigPlaces {
  const [root] = readDocuments(config).documents
  const source = sourceOf(config.file, config.text)
  const start = startOf(config.file)
  return {
    valueAt: (path) => (root === undefined ? start : source.placeOf(nearestNode(root, path))),
    keyAt: (path) => (root === undefined ? start : source.placeOf(keySpan(root, path))),
  }
}
