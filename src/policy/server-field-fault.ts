/** Finds entries of `serverFields` that no unknown field of a spec can have as its path: they allow no erasing. */
import { fieldAt, type Level, levelBelow } from './fields.ts'

export interface ServerFieldFault {
  readonly message: string
  readonly hint: string
}

const STEP = /(?:\.([\w-]+)|\["([^"\\]+)"\])(\[\d*\])?/y
const FORM = 'write it as plan names it: spec.generation, or spec.policies[].id for every rule'

/** @param path as the config has it. @returns null if an unknown field can have it. */
export function serverFieldFault(path: string): ServerFieldFault | null {
  const steps = stepsOf(path)
  if (steps === null) return { message: `${path} is no path of a field`, hint: FORM }
  let level: Level | null = 'spec'
  for (const [at, { key, isEach, end }] of steps.entries()) {
    const field = fieldAt(level, key)
    const isLast = at === steps.length - 1
    if (field === null && isLast && !isEach) return null
    if (field === null) {
      const whole = path.slice(0, end).replace(/\[\d*\]$/, '')
      return {
        message: `fields are named as a whole, and ${path} lies inside ${whole}`,
        hint: `write ${whole}`,
      }
    }
    level = levelBelow(level, key)
    const isKnown = level === null || isLast
    if (isKnown)
      return { message: `the schema knows ${path}, so it is never an unknown field`, hint: 'delete it' }
    if (isEach !== (field.kind === 'objects')) return { message: `no spec has ${path}`, hint: FORM }
  }
  return null
}

interface Step {
  readonly key: string
  /** True if `[]` or a number in brackets follows. */
  readonly isEach: boolean
  /** The place in the path behind this step. */
  readonly end: number
}

/** @returns null if it is not written as a path. */
function stepsOf(path: string): readonly Step[] | null {
  const pattern = new RegExp(STEP)
  const steps: Step[] = []
  let end = 'spec'.length
  while (end < path.length) {
    pattern.lastIndex = end
    const [whole, plain, quoted, each] = pattern.exec(path) ?? []
    if (whole === undefined) return null
    end += whole.length
    steps.push({ key: plain ?? quoted ?? '', isEach: each !== undefined, end })
  }
  return path.startsWith('spec') && steps.length > 0 ? steps : null
}
