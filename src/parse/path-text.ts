import type { NodePath } from './node.ts'

/**
 * Names a place in a file: `rule 1`, `route 0: delivery.connectors[0]`, `test 2:
 * expect`. Rules, routes and tests count from 0.
 */
export function pathText(path: NodePath): string {
  if (path[0] === 'tests' && path.length > 1) return itemText(`test ${path[1]}`, path.slice(2))
  const [spec, list, index, ...rest] = path
  const noun = list === 'policies' ? 'rule' : list === 'approvals' ? 'route' : null
  if (spec !== 'spec' || noun === null || typeof index !== 'number')
    return path.length === 0 ? 'the document' : dotted(path)
  return itemText(`${noun} ${index}`, rest)
}

function itemText(item: string, path: NodePath): string {
  return path.length === 0 ? item : `${item}: ${dotted(path)}`
}

function dotted(path: NodePath): string {
  return path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${step}`))
    .join('')
}
