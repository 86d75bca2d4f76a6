/** Reports lines of the config that have no effect, or another one than their author meant. */
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { docsPage } from '../diagnostic/docs-page.ts'
import { keySpan, type Node, type NodePath, nodeAt, nodeValue } from '../parse/node.ts'
import { sourceOf } from '../parse/source.ts'
import { matchesAnyGlob } from '../policy/name-glob.ts'
import { serverFieldFault } from '../policy/server-field-fault.ts'
import type { Check, Report } from './check.ts'
import { configRoot, mappingPaths } from './config-places.ts'
import type { Subject } from './subject.ts'

interface Ineffective extends Pick<Report, 'message' | 'hint'> {
  readonly path: NodePath
}

export function ineffectiveSettings(
  { config }: Pick<Subject, 'config'>,
  checks: ReadonlyMap<string, Check>,
): readonly Report[] {
  const root = configRoot(config)
  if (config === null || root === null) return []
  const source = sourceOf(config.file, config.text)
  return [
    ...idleSeverities(root, checks),
    ...overridden(root, 'checks'),
    ...overridden(root, 'safety'),
    ...idleServerFields(root),
  ].map(({ path, ...words }) => ({ place: source.placeOf(keySpan(root, path)), policy: null, ...words }))
}

function idleSeverities(root: Node, checks: ReadonlyMap<string, Check>): readonly Ineffective[] {
  return mappingPaths(root, 'checks').flatMap((entry) =>
    Object.entries(mappingAt(root, entry)).flatMap(([id, severity]): readonly Ineffective[] => {
      const fact = id === 'targets' ? null : severityFact(id, severity, checks)
      return fact === null ? [] : [{ path: [...entry, id], ...fact }]
    }),
  )
}

function severityFact(
  id: string,
  severity: unknown,
  checks: ReadonlyMap<string, Check>,
): Pick<Report, 'message' | 'hint'> | null {
  if (id === '*') return null
  const check = checks.get(id)
  if (check === undefined) {
    const meant = didYouMean(id, checks.keys())
    return {
      message: `no check is called ${id}`,
      hint: meant === null ? `${docsPage('checks/README.md')} lists all checks` : `did you mean ${meant}?`,
    }
  }
  if (check.isLocked !== true || severity === check.severity) return null
  return {
    message: `${id} is always an ${check.severity}, since policyctl cannot rely on a file that has it`,
    hint: 'delete this line',
  }
}

/** Lines of a list of mappings that a later mapping overrides for every target that they are for. */
function overridden(root: Node, setting: 'checks' | 'safety'): readonly Ineffective[] {
  const targets = Object.keys(mappingAt(root, ['targets']))
  const entries = mappingPaths(root, setting).map((path) => ({ path, values: mappingAt(root, path) }))
  return entries.flatMap(({ path, values }, at) =>
    Object.keys(values).flatMap((key): readonly Ineffective[] => {
      if (key === 'targets') return []
      const later = entries.slice(at + 1).filter((one) => Object.hasOwn(one.values, key))
      const isLost = runsOf(values, targets).every((run) => later.some((one) => isFor(one.values, run)))
      if (!isLost) return []
      const message = `a later entry of ${setting} sets ${key} for every target of this one, so this line does nothing`
      return [
        {
          path: [...path, key],
          message,
          hint: 'put the entry for fewer targets behind the other, or delete the line',
        },
      ]
    }),
  )
}

type Values = Readonly<Record<string, unknown>>

/** The runs that an entry is for: one for each target, and null, a run that is not about one target. */
function runsOf(values: Values, targets: readonly string[]): readonly (string | null)[] {
  return [null, ...targets].filter((run) => isFor(values, run))
}

function isFor({ targets }: Values, run: string | null): boolean {
  return (
    targets === undefined ||
    (run !== null && matchesAnyGlob((targets as readonly unknown[]).map(String), run))
  )
}

function mappingAt(root: Node, path: NodePath): Values {
  const node = nodeAt(root, path)
  return node?.kind === 'fields' ? (nodeValue(node) as Values) : {}
}

function idleServerFields(root: Node): readonly Ineffective[] {
  const list = nodeAt(root, ['serverFields'])
  if (list?.kind !== 'list') return []
  return list.items.flatMap((node, at): readonly Ineffective[] => {
    const fault = serverFieldFault(String(nodeValue(node)))
    return fault === null ? [] : [{ path: ['serverFields', at], ...fault }]
  })
}
