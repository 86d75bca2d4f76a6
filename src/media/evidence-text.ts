import pc from 'picocolors'
import type { EvidenceAnswer } from '../answers/evidence.ts'
import { count } from '../diagnostic/count.ts'
import { printable } from '../words/printable.ts'

export function evidenceText({ view }: EvidenceAnswer, { color }: { readonly color: boolean }): string {
  const { target, folder, files, leftOut, changes, broken, isSigned } = view
  const { red } = pc.createColors(color)
  const lines = [
    `${printable(folder)}: ${count(files, 'file', 'files')} about ${count(changes, 'commit', 'commits')} of the ledger of ${printable(target)}`,
    isSigned
      ? 'manifest.json has the SHA-256 of each, and manifest.dsse.json signs it'
      : 'manifest.json has the SHA-256 of each, and is not signed: there is no key to sign it with (evidence.key)',
    ...(leftOut === 0
      ? []
      : [
          `${count(leftOut, 'change has', 'changes have')} no HTML page (all of them would be too much, or it cannot be drawn): population.csv says which`,
        ]),
    ...(broken === 0
      ? []
      : [red(`${broken} of them broken: population.csv says which, their pages say what`)]),
  ]
  return `${lines.join('\n')}\n`
}
