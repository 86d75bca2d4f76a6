/** Guardrails on a terminal: what is broken, with a request that anybody can check, and what is not proven. */
import pc from 'picocolors'
import type { Counterexample, GuardrailResult } from '../access/questions/guardrail.ts'
import { printable } from '../words/printable.ts'
import { agentName, outcomeWords, witnessWords } from '../words/region-words.ts'

export interface GuardrailsTextOptions {
  readonly color: boolean
  /** Names those that are proven too. */
  readonly verbose: boolean
}

const INDENT = ' '.repeat(12)

/** The section with its heading, ends in a line break; '' where there are no guardrails. */
export function guardrailsText(results: readonly GuardrailResult[], options: GuardrailsTextOptions): string {
  if (results.length === 0) return ''
  const { bold } = pc.createColors(options.color)
  const proven = results.filter(({ status }) => status === 'proven').length
  const shown = results.filter(({ status }) => options.verbose || status !== 'proven')
  const heading = `${bold('GUARDRAILS')}   ${proven} of ${results.length} proven`
  return `${[heading, ...shown.map((result) => resultText(result, options))].join('\n\n')}\n`
}

function resultText(
  { name, status, counterexample, causes, checked }: GuardrailResult,
  { color }: GuardrailsTextOptions,
): string {
  const { red, yellow, green, bold, dim } = pc.createColors(color)
  const mark = { violated: red('✗ BROKEN'), unproven: yellow('? UNPROVEN'), proven: green('✓ PROVEN') }[
    status
  ]
  const width = { violated: 8, unproven: 10, proven: 8 }[status]
  const head = `${mark}${' '.repeat(INDENT.length - width)}${bold(printable(name))}`
  if (counterexample === null) return `${head}   held against ${checked}`
  const rules = causes.map(({ policy, rule }) => `${policy}#${rule}`).join(', ')
  const lines = [
    `${who(counterexample)}: ${witnessWords(counterexample.request)}`,
    status === 'violated'
      ? outcomeWords(counterexample.decision, counterexample.route)
      : `may be ${possibleWords(counterexample)}, if the server reads policies otherwise (docs/access-model.md)`,
    ...(rules === '' ? [] : [dim(printable(rules))]),
  ]
  return [head, ...lines.map((line) => INDENT + line)].join('\n')
}

function who({ agent, policies }: Counterexample): string {
  return printable(agent === null ? `whoever is bound to ${policies.join(', ')}` : agentName(agent))
}

function possibleWords({ decision }: Counterexample): string {
  return decision === 'approval_required' ? 'approved by others' : outcomeWords(decision, null)
}
