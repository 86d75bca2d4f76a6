import { METHODS } from '../access/model/reading.ts'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { printable } from '../words/printable.ts'
import type { Invocation } from './command.ts'

/**
 * Says on standard error that a method is no usual one. It is answered all the
 * same: custom methods are legal, and a slip looks like one.
 *
 * @param place `requests.jsonl:3`, null for the command line.
 */
export function warnOfMethod(
  method: string,
  { context, global }: Pick<Invocation, 'context' | 'global'>,
  place: string | null = null,
): void {
  if (global.quiet || method === '*' || METHODS.includes(method.toUpperCase())) return
  const meant = didYouMean(method, METHODS)
  const where = place === null ? '' : `${place} `
  const question = meant === null ? '' : `; did you mean ${meant}?`
  context.stderr.write(`${printable(`${where}${method} is no usual HTTP method`)}${question}\n`)
}
