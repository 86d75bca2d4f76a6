import { textsOf } from '../access/model/reading.ts'
import type { Rule } from '../policy/policy.ts'
import { asCode, say, type Words } from './span.ts'

/** `GET POST https://x/*`, as the rule is written. */
export function ruleExtentWords({ operations, resource, tags }: Rule): Words {
  const methods = textsOf(operations)
  const where = typeof resource === 'string' && resource !== '' ? resource : 'anywhere'
  const tagged = textsOf(tags)
  const extent = asCode(`${methods.length === 0 ? 'any method' : methods.join(' ')} ${where}`)
  return tagged.length === 0 ? [extent] : say`${extent}, on tools tagged ${asCode(tagged.join(', '))}`
}
