import type { LedgerOwner, MoveLedgerAnswer } from '../answers/move-ledger.ts'
import { count } from '../diagnostic/count.ts'
import { printable } from '../words/printable.ts'

export function moveLedgerText({ document, view }: MoveLedgerAnswer): string {
  const { from, to, ledger, policies } = document
  if (JSON.stringify(from) === JSON.stringify(to))
    return `nothing to move: the ledger ${printable(to.name)} is that of ${ownerText(to)}\n`
  if (view.isJoined) {
    const both = `it took in the ledger ${ownerText(from)}; both histories go on`
    return `ledger ${printable(to.name)}\n  is   ${ownerText(to)}\n  has  ${count(policies, 'policy', 'policies')}, at ${ledger.slice(0, 7)}; ${both}\n`
  }
  const was = `was  ${ownerText(from)}`
  const is = `is   ${ownerText(to)}`
  const has = `${count(policies, 'policy', 'policies')}, at ${ledger.slice(0, 7)}; its history goes on`
  return `ledger ${printable(to.name)}\n  ${was}\n  ${is}\n  has  ${has}\n`
}

function ownerText({ name, endpoint, namespace, folder }: LedgerOwner): string {
  const space = namespace === null ? '' : ` (namespace ${printable(namespace)})`
  return `${printable(name)}, ${printable(endpoint)}${space}, project ${printable(folder)}`
}
