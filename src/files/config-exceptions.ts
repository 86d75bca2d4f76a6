/** Finds exceptions that could not lift what they seem to: reviewed lines that do nothing. */
import { type ConfigFault, whereOf } from './config-fault.ts'
import type { ConfigException } from './config-shape.ts'

/** The guards that hold a plan as a whole, for no policy of it. */
const OF_THE_PLAN: ReadonlySet<ConfigException['guard']> = new Set(['behind', 'mass-delete', 'empty-desired'])

/** Returns the first that is wrong; null for none. */
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
      fact: `${guard} holds a plan as a whole, so an exception for a policy lifts nothing`,
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

/** Days that do not exist roll over into the next month when they are parsed. */
function isDay(text: string): boolean {
  const time = Date.parse(text)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
