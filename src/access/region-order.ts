import type { Direction, Region, Vote } from './region.ts'

/** What a reader has to see first. */
const BY_DIRECTION: readonly Direction[] = ['wider', 'mixed', 'rerouted', 'narrower']
const BY_RESULT: readonly Vote[] = ['allow', 'approval_required', 'none', 'deny']

/** Riskiest first: by direction, by what is possible afterwards, then by who, what and where. */
export function byRisk(a: Region, b: Region): number {
  return (
    BY_DIRECTION.indexOf(a.direction) - BY_DIRECTION.indexOf(b.direction) ||
    BY_RESULT.indexOf(a.after) - BY_RESULT.indexOf(b.after) ||
    compareTexts(textOf(a), textOf(b))
  )
}

function textOf(region: Region): string {
  const { agents, policies, resource, operations, witness: _witness, ...rest } = region
  return JSON.stringify([agents, policies, resource, operations, rest])
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
