/** Prints the results of verify: first what is broken, then what cannot be known. */
import pc from 'picocolors'
import type { VerifiedApply, VerifyAnswer } from '../answers/verify.ts'
import { count } from '../diagnostic/count.ts'
import { docsPage } from '../diagnostic/docs-page.ts'
import { printable } from '../words/printable.ts'

export interface VerifyTextOptions {
  readonly color: boolean
  readonly verbose: boolean
}

export function verifyText({ document, view }: VerifyAnswer, { color, verbose }: VerifyTextOptions): string {
  const { bold, red, green, dim } = pc.createColors(color)
  const { target, applies, summary } = document
  const shown = applies.filter(({ holds }) => verbose || !holds)
  const lines = [
    `${bold(printable(`ledger of ${target}`))}   ${count(summary.applies, 'commit', 'commits')}, ${summary.signed} signed by a trusted key`,
    ...shown.flatMap((one) => [
      `${one.holds ? green('holds   ') : red('BROKEN  ')}${one.revision.slice(0, 12)}  ${printable(one.at)}`,
      ...one.broken.map(({ what, message }) => `          ${red(what)}: ${printable(message)}`),
    ]),
    ...unknownLines(applies).map((line) => dim(line)),
    beginningText(view.begins, applies),
    ...(view.keys === 0
      ? ['the base branch trusts no key (evidence.trusted): no signature was checked']
      : []),
    summary.broken === 0
      ? green(nothingBroken(view.keys, applies))
      : red(`${summary.broken} of ${count(summary.applies, 'commit', 'commits')} broken`),
  ]
  return `${lines.join('\n')}\n`
}

/** Facts that nobody could check must not read as if they had been found right. */
function nothingBroken(keys: number, applies: readonly VerifiedApply[]): string {
  const isAllKnown = keys > 0 && applies.every(({ unknown }) => unknown.length === 0)
  return isAllKnown ? 'nothing is broken' : 'nothing contradicts the record, as far as it could be checked'
}

const MEANINGS: Readonly<Record<VerifiedApply['unknown'][number], string>> = {
  statement: 'they have none: written before there were any',
  signatures: 'no trusted key signed them',
  approvals: 'their pull requests and approvals were not recorded',
  access: 'recorded under another reading, or the commit before cannot be read',
  anchor: `no tag policyctl/LEDGER/… marks a revision, so nobody would notice if newer commits were cut off: ${docsPage('audit.md#anchors')}`,
}

/** Writes one line for each kind of unknown fact, with the number of commits. */
function unknownLines(applies: readonly VerifiedApply[]): readonly string[] {
  return (Object.keys(MEANINGS) as (keyof typeof MEANINGS)[]).flatMap((kind) => {
    const number = applies.filter(({ unknown }) => unknown.includes(kind)).length
    return number === 0
      ? []
      : [`unknown  ${kind} of ${count(number, 'commit', 'commits')}: ${MEANINGS[kind]}`]
  })
}

function beginningText(begins: string | null, applies: readonly VerifiedApply[]): string {
  if (begins === null) return 'no commit has a statement: only the chain and the trees were checked'
  const before = applies.findIndex(({ revision }) => revision === begins)
  return before === 0
    ? 'every commit has a statement'
    : `statements begin with ${begins.slice(0, 12)}: ${count(before, 'commit', 'commits')} before it have none`
}
