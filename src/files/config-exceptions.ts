/** Finds exceptions that lift nothing: a reviewed line must not be without effect. */
import { type ConfigFault, whereOf } from './config-fault.ts'
import type { ConfigException } from './config-shape.ts'

/** The guards that block a plan as a whole, and no single policy. */
const OF_THE_PLAN: ReadonlySet<ConfigException['guard']> = new Set(['behind', 'mass-delete', 'empty-desired'])

/** Returns the fault of the first wrong exception; null if all are right. */
export function wrongException(exceptions: readonly ConfigException[]): ConfigFault | null {
  for (const [index, exception] of exceptions.entries()) {
    const wrong = faultOf(exception)
    if (wrong === null) continue
    const path = ['exceptions', index, wrong.field]
    return {
      path,
      message: `${whereOf(path)}${wrong.fact}`,
      ...(wrong.hint !== undefined && { hint: wrong.hint }),
    }
  }
  return null
}

interface Wrong {
  readonly field: keyof ConfigException
  readonly fact: string
  readonly hint?: string
}

function faultOf({ guard, policy, deletes, until }: ConfigException): Wrong | null {
  if (!isDay(until)) return { field: 'until', fact: 'there is no such day' }
  if (policy !== undefined && OF_THE_PLAN.has(guard))
    return {
      field: 'policy',
      fact: `${guard} blocks a plan as a whole, so an exception for a policy lifts nothing`,
      hint: 'delete this line',
    }
  if (guard !== 'mass-delete' && deletes !== undefined)
    return {
      field: 'deletes',
      fact: `only mass-delete counts deletes, and this lifts ${guard}`,
      hint: 'delete this line',
    }
  if (guard === 'mass-delete' && deletes === undefined)
    return {
      field: 'guard',
      fact: 'without deletes an exception from mass-delete lifts nothing',
      hint: 'add deletes: with the exact number that plan names',
    }
  return null
}

/** Tells whether the day exists: Date.parse turns 02-30 into a day of March. */
function isDay(text: string): boolean {
  const time = Date.parse(text)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
