import type { ForgetAnswer } from '../answers/forget.ts'
import { count } from '../diagnostic/count.ts'
import { printable } from '../words/printable.ts'

export function forgetText({ document: { target, forgotten, withFile } }: ForgetAnswer): string {
  const lines = [
    `${count(forgotten.length, 'policy', 'policies')} given up by the ledger of ${printable(target.name)}; live keeps ${forgotten.length === 1 ? 'it' : 'them'}:`,
    ...forgotten.map((name) => `  ${printable(name)}`),
    ...(withFile.length === 0
      ? []
      : [
          `the next apply takes these over again, since they still have a file: ${withFile.map(printable).join(', ')}`,
        ]),
  ]
  return `${lines.join('\n')}\n`
}
