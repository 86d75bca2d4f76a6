/** Limits a comparison to requests of a method and a pattern, so that only these are swept. */
import { numberOf } from '../model/method-space.ts'
import type { Sweep } from './sweep.ts'

export interface RequestFocus {
  /** Upper case; '*' for any. */
  readonly method: string
  /** A URL, or a prefix that ends in '*'. */
  readonly pattern: string
}

export function onlyMethod(swept: Sweep, method: string): Sweep {
  if (method === '*') return swept
  const number = numberOf(method, swept.methods)
  const findings = swept.findings.flatMap((finding) => {
    const nodes = finding.cells.get(number)
    return nodes === undefined ? [] : [{ ...finding, cells: new Map([[number, nodes]]) }]
  })
  return { ...swept, findings }
}
