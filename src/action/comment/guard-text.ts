/**
 * Tells a guard's message to people who start workflows. The message names options of
 * the command line; here these are the inputs of policy-apply, which have their names.
 */
import { code, prose } from '../../media/markdown-text.ts'

const OPTION = /(?<=^|\s)--(allow-[a-z-]+|overwrite-live|drop-fields)(?:=(\S+?))?(?=[.,;)]?(?:\s|$))/

/** @param message of a plan's `blocked`. @returns Markdown. */
export function guardText(message: string): string {
  const found = OPTION.exec(message)
  if (found === null) return prose(message)
  const [option, name = '', value = 'true'] = found
  const before = message.slice(0, found.index)
  return `${prose(before)}${inputText(name, value)}${guardText(message.slice(found.index + option.length))}`
}

/** Guard `empty-desired` has no input: see the list in author/apply-workflow.ts. */
function inputText(name: string, value: string): string {
  return name === 'allow-empty'
    ? 'an exception in `policyctl.yaml`'
    : `the input ${code(`${name}: ${value}`)} of policy-apply`
}
