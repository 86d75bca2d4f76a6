/**
 * Tells a guard's message to people who start workflows. The message names options of
 * the command line; here these are the inputs of policy-apply, which have their names.
 */
import { code, prose } from '../../media/markdown-text.ts'
import { UNNAMED_TARGET } from '../../policy/workspace.ts'

const OPTION = /(?<=^|\s)--(allow-[a-z-]+|overwrite-live|drop-fields)(?:=(\S+?))?(?=[.,;)]?(?:\s|$))/

/**
 * @param message of a plan's `blocked`.
 * @param targets of these plans: a run of policy-apply may be about others too, so an input names its targets.
 * @returns Markdown.
 */
export function guardText(message: string, targets: readonly string[]): string {
  const found = OPTION.exec(message)
  if (found === null) return prose(message)
  const [option, name = '', value = null] = found
  const before = message.slice(0, found.index)
  const after = message.slice(found.index + option.length)
  return `${prose(before)}${inputText(name, valueFor(name, value, targets))}${guardText(after, targets)}`
}

/** Options that take no value but targets. */
const BARE: ReadonlySet<string> = new Set(['allow-behind', 'allow-widening'])

function valueFor(name: string, value: string | null, targets: readonly string[]): string {
  const isNamed = value !== null && (BARE.has(name) || value.includes(':'))
  const named = targets.filter((target) => target !== UNNAMED_TARGET)
  if (isNamed || named.length === 0) return value ?? 'true'
  return named.map((target) => (value === null ? target : `${target}:${value}`)).join(',')
}

/** Guard `empty-desired` has no input: see the list in author/apply-workflow.ts. */
function inputText(name: string, value: string): string {
  return name === 'allow-empty'
    ? 'an exception in `policyctl.yaml`'
    : `the input ${code(`${name}: ${value}`)} of policy-apply`
}
