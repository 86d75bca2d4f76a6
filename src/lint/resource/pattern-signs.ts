/** Signs of other pattern languages. */
import { foreignSign, isRegularExpression } from '../../access/model/meaningless-pattern.ts'
import type { FaultWords } from './fault.ts'

export function unsupported(resource: string): FaultWords | null {
  if (isRegularExpression(resource))
    return {
      message:
        "this is not a regular expression: '.' stands for itself, and only '*' stands for any characters",
      hint: 'write the pattern without the syntax of regular expressions',
    }
  const sign = foreignSign(resource)
  if (sign === null) return null
  return {
    message: `${sign} means nothing in a resource and is compared letter by letter`,
    hint: "only '*' stands for any characters; write one rule for each alternative",
  }
}
