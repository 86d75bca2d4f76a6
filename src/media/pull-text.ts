/** Prints on a terminal what pull took and what it left; the last line is the verdict. */

import pc from 'picocolors'
import type { PullAnswer, PullDocument, PullView } from '../answers/pull.ts'
import type { FieldChange } from '../change/field-changes.ts'
import { count } from '../diagnostic/count.ts'
import { firstNames } from '../diagnostic/first-names.ts'
import { sharedLines } from '../words/effect-words.ts'
import { fieldLabel, fieldWords } from '../words/field-words.ts'
import { inNaturalOrder, naturalNames } from '../words/natural-order.ts'
import { printable } from '../words/printable.ts'
import { NOT_TAKEN, unknownFieldWords } from '../words/unknown-field-words.ts'
import { differenceText } from './difference-text.ts'
import { terminal } from './terminal.ts'

const SIGN = { create: '+', update: '~', delete: '-' } as const
const DEED = { create: 'written', update: 'updated', delete: 'removed' } as const

export function pullText(view: PullDocument, { color }: { color: boolean }): string {
  const { bold } = pc.createColors(color)
  const lines = [
    ...inNaturalOrder(view.pulled, nameOf).flatMap((one) => [
      `${SIGN[one.action]} ${bold(printable(one.policy))}   ${printable(one.file)} ${DEED[one.action]}`,
      ...(one.action === 'update' ? one.fields.map(fieldLine) : []),
      ...(one.isRewritten
        ? ['    its spec was rewritten without its comments: its layout could not be edited']
        : []),
    ]),
    ...inNaturalOrder(view.left, nameOf).map(
      ({ policy, message }) => `! ${bold(printable(policy))}   left alone: ${printable(message)}`,
    ),
    ...othersLine(view),
    ...unknownFieldWords(view.unknownFields).map((words) => `? ${terminal(words)}: ${NOT_TAKEN}`),
    ...(view.unmanaged.length === 0 ? [] : [unmanagedLine(view.unmanaged)]),
  ]
  return `${[...lines, verdict(view)].join('\n')}\n`
}

/** Lists effects on other targets, unless a policy was left because of them: then its own line names the targets. */
function othersLine({ pulled, left, shared }: PullDocument): readonly string[] {
  if (pulled.length === 0 || shared.length === 0 || left.some(({ reason }) => reason === 'shared')) return []
  return sharedLines(shared)
}

function nameOf({ policy }: { readonly policy: string }): string {
  return policy
}

function fieldLine(field: FieldChange): string {
  const words = fieldWords(field)
  return `    ${printable(fieldLabel(words))}   ${differenceText(words)}`
}

function unmanagedLine(names: readonly string[]): string {
  const shown = firstNames(naturalNames(names).map(printable), 5)
  return `  live and in no file: ${shown}; pull --all writes files for them, and so does adopt, which also puts their findings into the baseline`
}

function verdict({ pulled, left, target }: PullDocument): string {
  const name = printable(target.name)
  if (pulled.length === 0 && left.length === 0) return `nothing to pull: no live edits in ${name}`
  const policies = `${pulled.length} ${pulled.length === 1 ? 'policy' : 'policies'} pulled from ${name}`
  if (left.length === 0) return `${policies}; next: read the files (git diff) and commit them`
  const isForcible = left.some(({ reason }) => FORCIBLE.has(reason))
  return `${policies}, ${left.length} left alone${isForcible ? '; with --force and their names the files become what live is' : ''}`
}

const FORCIBLE: ReadonlySet<string> = new Set([
  'repository',
  'both',
  'unknown',
  'uncommitted',
  'never-applied',
])

/** Writes notes about the written files, for the time before they are applied. */
export function pullNotes({ view: { errors, copies } }: PullAnswer): string {
  return [...copies.map(copyText), errorsText(errors)].join('')
}

function copyText({ file, oid }: PullView['copies'][number]): string {
  return `no commit had ${printable(file)} as it was; this prints it: git cat-file blob ${oid}\n`
}

function errorsText(errors: PullView['errors']): string {
  if (errors === null) return ''
  const ways = errors.canAdopt
    ? `edit the files, or let policyctl adopt --all put ${errors.count === 1 ? 'it' : 'them'} into the baseline`
    : 'edit the files'
  const them = errors.count === 1 ? 'it is' : 'they are'
  return `lint finds ${count(errors.count, 'error')} in what was pulled; plan and apply refuse the files until ${them} fixed: ${ways}\n`
}
