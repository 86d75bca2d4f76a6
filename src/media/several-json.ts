/** Writes the document of several targets. The text of each is kept compressed, and decompressed when it is printed. */
import type { Packing } from '../answers/packed-text.ts'
import type { SeveralAnswer, SeveralDocument, SeveralEntry } from '../answers/several.ts'
import { jsonText } from './json-text.ts'

/** Compresses the entry of one target, with the indent that it has in the document. */
export function packedEntry(entry: SeveralEntry, { pack }: Packing): Uint8Array {
  return pack(indented(jsonText(entry), 4))
}

/** @param packed in the order of the config. @returns the text of the document, in pieces. */
export function* severalJson(
  packed: readonly Uint8Array[],
  { groups }: Pick<SeveralAnswer<unknown>, 'groups'>,
  { unpack }: Packing,
): Iterable<string> {
  const formatVersion: SeveralDocument['formatVersion'] = 1
  const told: SeveralDocument['groups'] = groups.map(({ targets }) => ({ targets }))
  yield `{\n  "formatVersion": ${formatVersion},\n  "targets": [`
  for (const [at, one] of packed.entries()) yield `${at === 0 ? '' : ','}\n${unpack(one)}`
  yield `${packed.length === 0 ? '' : '\n  '}],\n  "groups": ${indented(jsonText(told), 2).trimStart()}\n}\n`
}

/** Indents JSON; a line feed is never part of a string in it. */
function indented(text: string, blanks: number): string {
  const margin = ' '.repeat(blanks)
  return text.trimEnd().replace(/^/gm, margin)
}
