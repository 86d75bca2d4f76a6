import type { AccessSide } from '../access/model/access-side.ts'
import type { RuleRef } from '../access/model/decide.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { Place } from '../diagnostic/place.ts'
import type { NodePath } from '../parse/node.ts'
import { type ParsedPolicy, swappedBelow } from '../parse/parsed-file.ts'
import type { Unreadable } from '../plan/plan.ts'
import type { HeldRevision } from '../policy/ledger-snapshot.ts'
import type { BindingSource } from '../policy/live-bindings.ts'

/** A side that a comparison or a question reads, with the facts that answers use. */
export interface ReadSide {
  /** The name of the side, as on the command line. */
  readonly name: string
  readonly kind: string
  readonly access: AccessSide
  /** The source of the bindings. */
  readonly bindings: BindingSource | 'ledger'
  /** Live policies that cannot be read: nobody knows what they allow, or whether they differ. */
  readonly unreadable: readonly Unreadable[]
  /** The policies with their places, by name; empty for live. */
  readonly parsed: ReadonlyMap<string, ParsedPolicy>
  /** If the side is a ledger's revision: that revision; null for other sides. */
  readonly held: HeldRevision | null
  /** The findings of severity error in the files of the side. */
  readonly errors: readonly Finding[]
}

/** Policies of two sides that live has and that cannot be read, each once. */
export function unreadableOn(from: ReadSide, to: ReadSide): ReadSide['unreadable'] {
  const all = [...from.unreadable, ...to.unreadable]
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()]
}

/** A file of a side that cannot be read in full, so that nobody knows which policies it has. */
export interface UnreadableFile {
  readonly file: string
  /** From 1: the first line that cannot be read. */
  readonly line: number
  readonly message: string
}

/** @param errors those of one side, or of several; a file is named once, in the order of the findings. */
export function unreadableFiles(errors: readonly Finding[]): readonly UnreadableFile[] {
  const obscuring = errors.filter(({ check }) => check !== 'unknown-field')
  const firsts = new Map<string, UnreadableFile>()
  for (const { file, line, message } of obscuring)
    if (!firsts.has(file)) firsts.set(file, { file, line, message })
  return [...firsts.values()]
}

/** The revision of a ledger that an answer is about. */
export interface AppliedState extends Omit<HeldRevision, 'deed' | 'leftOut'> {
  /** The name of the side, as on the command line. */
  readonly side: string
}

/** Returns one state for each side that is a ledger's revision. */
export function appliedIn(...sides: readonly Pick<ReadSide, 'name' | 'held'>[]): readonly AppliedState[] {
  return sides.flatMap(({ name, held }) => {
    if (held === null) return []
    const { revision, at, until } = held
    return [{ side: name, revision, at, until }]
  })
}

/** The part of a side that an answer about rules needs: its name, and the places of its rules. */
export interface PlacedSide extends Pick<ReadSide, 'name' | 'bindings' | 'errors' | 'unreadable' | 'held'> {
  readonly parsed: ReadonlyMap<
    string,
    Pick<ParsedPolicy, 'mapped'> & { placeOf(path: NodePath): Pick<Place, 'file' | 'line'> }
  >
}

/** A rule with its place. */
export interface RuleInFile extends RuleRef {
  /** null if the side is not made of files. */
  readonly file: string | null
  readonly line: number | null
  /** Values that the target's map replaced; absent if there are none. */
  readonly mapped?: readonly { readonly from: string; readonly to: string }[]
}

export function inFile({ policy, rule }: RuleRef, { parsed }: Pick<PlacedSide, 'parsed'>): RuleInFile {
  const own = parsed.get(policy)
  const path = ['spec', 'policies', rule]
  const place = own?.placeOf(path)
  const mapped = own === undefined ? [] : swappedBelow(own, path)
  const placed = { policy, rule, file: place?.file ?? null, line: place?.line ?? null }
  return mapped.length === 0 ? placed : { ...placed, mapped }
}
