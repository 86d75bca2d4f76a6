/** Prints on a terminal the inferred layers of several targets: each choice on a line, the proof, and the next action. */

import pc from 'picocolors'
import type { AdoptFleetDocument } from '../answers/adopt-fleet.ts'
import { count } from '../diagnostic/count.ts'
import { pathText } from '../parse/path-text.ts'
import { printable } from '../words/printable.ts'
import { NOT_TAKEN, unknownFieldWords } from '../words/unknown-field-words.ts'
import { acceptedLines } from './accepted-text.ts'
import { terminal } from './terminal.ts'

interface FleetLook {
  readonly color: boolean
  readonly verbose: boolean
  /** True if the evidence of each choice is listed. */
  readonly explains: boolean
}

/** A longer list is cut, and the rest is counted. */
const SHOWN = 20

export function adoptFleetText(
  document: AdoptFleetDocument,
  { color, verbose, explains }: FleetLook,
): string {
  const { bold } = pc.createColors(color)
  const { fleet, targets } = document
  const most = verbose ? Number.POSITIVE_INFINITY : SHOWN
  const left = targets.flatMap(({ target, document: { left: own } }) =>
    own.map(
      ({ policy, message }) =>
        `! ${bold(printable(target))} ${printable(policy)}   left alone: ${printable(message)}`,
    ),
  )
  const unknown = targets.flatMap(({ target, document: { unknownFields } }) =>
    unknownFieldWords(unknownFields).map(
      (words) => `? ${printable(target)} ${terminal(words)}: ${NOT_TAKEN}`,
    ),
  )
  const outside = fleet.outside.map(
    (file) => `? ${printable(file)} is in no layer now: delete it, or move it into one`,
  )
  const lines = [
    ...fleet.choices.map((line) => `+ ${printable(line)}`),
    ...(explains ? evidenceLines(document) : []),
    ...cut(left, most),
    ...cut(unknown, most),
    ...cut(outside, most),
    ...findingLines(document, most),
    ...proofLines(document),
    verdict(document),
  ]
  return `${lines.join('\n')}\n`
}

function cut(lines: readonly string[], most: number): readonly string[] {
  return lines.length <= most
    ? lines
    : [...lines.slice(0, most), `  and ${lines.length - most} more (--verbose)`]
}

function evidenceLines({ fleet }: AdoptFleetDocument): readonly string[] {
  const layers = fleet.layers.flatMap(({ layer, policies }) =>
    policies.map(
      ({ policy, file, targets }) =>
        `  ${layer}: ${printable(policy)}   ${printable(file)}, for ${targets.join(', ') || 'nobody'}`,
    ),
  )
  const maps = fleet.maps.flatMap(({ target, from, to, seen }) =>
    seen.map(
      ({ policy, path }) =>
        `  map ${target}: ${printable(from)} → ${printable(to)}   ${printable(policy)} ${printable(pathText(path))}`,
    ),
  )
  const without = fleet.without.map(
    ({ target, policy }) => `  without ${target}: ${printable(policy)} is not there`,
  )
  const wider = fleet.wider.map(
    ({ target, policy, witness }) => `  wider ${target}: ${printable(policy)}   ${printable(witness)}`,
  )
  return [...layers, ...maps, ...without, ...wider]
}

/** Lists the accepted findings. The files are linted after they are written; all targets share one baseline. */
function findingLines({ targets, fleet }: AdoptFleetDocument, most: number): readonly string[] {
  const [first] = targets
  if (first === undefined) return []
  const isLinted = !fleet.dryRun || first.document.baseline !== null
  return isLinted ? acceptedLines(first.document, most) : [NOT_LINTED]
}

const NOT_LINTED =
  'a dry run of several targets does not lint: existing findings are listed after the files are written'

function proofLines({ fleet: { proof }, targets }: AdoptFleetDocument): readonly string[] {
  const rendered = `${proof.rendered.length} of ${count(targets.length, 'target')} get from their layers exactly what they have`
  if (proof.plans.length === 0) return [rendered]
  const pending = proof.plans.flatMap(({ target, steps, error }) => {
    if (error !== null) return [`! ${target}: no plan: ${printable(error)}`]
    if (steps.length === 0) return []
    const names = steps.map(({ action, policy }) => `${action} ${printable(policy)}`)
    return [`! ${target}: plan would ${names.slice(0, 10).join(', ')}${names.length > 10 ? ' and more' : ''}`]
  })
  const empty = proof.plans.length - pending.length
  return [
    rendered,
    `${empty} of ${count(proof.plans.length, 'plan')} ${empty === 1 ? 'is' : 'are'} empty`,
    ...pending,
  ]
}

function verdict({ fleet, targets }: AdoptFleetDocument): string {
  const files = new Set(
    targets.flatMap(({ document: { adopted } }) =>
      adopted.flatMap(({ isNew, file }) => (isNew ? [file] : [])),
    ),
  )
  if (fleet.dryRun) return `${count(files.size, 'file')} would be written. Nothing was written.`
  if (files.size === 0) return 'nothing to adopt: every policy is in the files, or was skipped'
  return `${count(files.size, 'file')} written. Nothing was written to the workspaces.\nnext: read the files and policyctl.yaml, commit and merge them; the first apply records the policies as applied`
}
