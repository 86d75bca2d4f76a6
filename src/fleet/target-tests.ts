/**
 * Selects the policy tests of a target, with the target's names. A test runs for each target that
 * gets its policies. A test that would run for none runs for the targets that get its file, so
 * that a misspelled name is a finding.
 */
import type { ParsedTest, ParsedTestFile } from '../parse/parsed-test.ts'
import { matchesAnyGlob } from '../policy/name-glob.ts'
import { type FleetTarget, layerOf } from './fleet-target.ts'
import { mapGroups } from './map-guardrail.ts'
import { mappedResource } from './map-resource.ts'
import type { TargetMap } from './target-map.ts'

export interface TestedTarget {
  readonly target: FleetTarget
  /** Names of the policies that it gets. */
  readonly policies: ReadonlySet<string>
  /** `namespace/name`. */
  readonly agents: readonly string[]
}

export interface TestedFleet {
  readonly known: readonly TestedTarget[]
  /** Folder of the policies. */
  readonly folder: string
}

interface Asked {
  /** null: the run has no single target, and runs every test. */
  readonly target: string | null
  /** null: no target has layers. */
  readonly fleet: TestedFleet | null
}

/** Selects the tests. Files keep all their findings, also of tests for other targets. */
export function testsOfTarget(
  files: readonly ParsedTestFile[],
  { target, fleet }: Asked,
): readonly ParsedTestFile[] {
  if (fleet === null)
    return files.map((file) => withTests(file, (test) => target === null || isMeantFor(test, target)))
  const own = fleet.known.find((one) => one.target.name === target)
  if (own === undefined) return []
  const layers = [...new Set(fleet.known.flatMap((one) => one.target.layers))]
  return files.flatMap((file) => {
    const layer = layerOf(file.file, fleet.folder, layers)
    if (layer !== null && !own.target.layers.includes(layer)) return []
    const beside =
      layer === null ? fleet.known : fleet.known.filter((one) => one.target.layers.includes(layer))
    const given = withTests(file, (test) => runsIn(test, own, beside))
    return [{ ...given, tests: given.tests.map((test) => mappedTest(test, own.target.map)) }]
  })
}

function withTests(file: ParsedTestFile, isMeant: (test: ParsedTest) => boolean): ParsedTestFile {
  const tests = file.tests.filter(isMeant)
  return tests.length === file.tests.length ? file : { ...file, tests }
}

function runsIn(test: ParsedTest, own: TestedTarget, beside: readonly TestedTarget[]): boolean {
  const isNamed = ({ target }: TestedTarget): boolean => isMeantFor(test, target.name)
  if (!isNamed(own)) return false
  return isKnownIn(test, own) || !beside.some((one) => isNamed(one) && isKnownIn(test, one))
}

function isMeantFor({ targets }: ParsedTest, target: string): boolean {
  return targets === null || targets.some(({ name }) => matchesAnyGlob([name], target))
}

function isKnownIn({ bound }: ParsedTest, { policies, agents }: TestedTarget): boolean {
  if (bound.kind === 'policies') return bound.names.every(({ name }) => policies.has(name))
  const { name } = bound.agent
  return agents.some((agent) => agent === name || agent.slice(agent.indexOf('/') + 1) === name)
}

function mappedTest(test: ParsedTest, map: TargetMap): ParsedTest {
  const { request, expected } = test
  const { approvers } = expected
  return {
    ...test,
    request: {
      ...request,
      url: mappedResource(request.url, map.hosts),
      tool: request.tool === null ? null : (map.tools.get(request.tool) ?? request.tool),
    },
    expected: {
      ...expected,
      approvers: approvers === null ? null : mapGroups(approvers, map).toSorted(),
    },
  }
}
