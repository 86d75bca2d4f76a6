/** Signs of other pattern languages. */
import type { FaultWords } from './fault.ts'

export function unsupported(resource: string): FaultWords | null {
  const expression = regularExpression(resource)
  if (expression !== null) return expression
  const sign = regexSign(resource) ?? globSign(resource)
  if (sign === null) return null
  return {
    message: `${sign} means nothing in a resource and is compared letter by letter`,
    hint: "only '*' stands for any characters; write one rule for each alternative",
  }
}

/** In `/.*` the dot is a letter and the star is none; `2024.*.csv` is what it looks like. */
function regularExpression(resource: string): FaultWords | null {
  if (!/\/\.\*|[)\]]\*|\.\*\$|^\^.*\*/.test(resource)) return null
  return {
    message: "this is no regular expression: '.' stands for itself, and '*' alone for any characters",
    hint: 'write the pattern without the signs of regular expressions',
  }
}

function regexSign(resource: string): string | null {
  if (resource.startsWith('^')) return "'^'"
  if (resource.endsWith('$')) return "'$'"
  const choice = resource.indexOf('|', resource.indexOf('('))
  if (resource.includes('(') && choice !== -1 && resource.indexOf(')', choice) !== -1) return "'(…|…)'"
  if (/\\./.test(resource)) return "'\\'"
  return /\.\+/.test(resource) ? "'.+'" : null
}

function globSign(resource: string): string | null {
  const path = resource.replace(/^[^/]*:\/\/\[[0-9a-f:.]+\]/i, '')
  if (/\{[^}]*\}/.test(path)) return "'{…}'"
  if (/\[[^\]]*\]/.test(path)) return "'[…]'"
  if (/\/:[a-z]/i.test(path)) return "':name'"
  // A question mark with a name and a value behind it starts a query, which is another fault.
  return /\?(?![\w.~%[\]-]+=)/.test(path) ? "'?'" : null
}
