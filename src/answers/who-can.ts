import type { Grant, WhoCanQuestion } from '../access/questions/who-can.ts'
import type { Side } from '../workbench/side.ts'

/** What `who-can --format json` prints (schema/who-can.schema.json). */
export interface WhoCanDocument {
  readonly formatVersion: 1
  readonly side: string
  readonly method: string
  readonly pattern: string
  readonly grants: readonly PlacedGrant[]
}

export type PlacedGrant = Omit<Grant, 'because'> & {
  /** The rules that decide the witness; file and line are null where the side is no files. */
  readonly because: readonly {
    readonly policy: string
    readonly rule: number
    readonly file: string | null
    readonly line: number | null
  }[]
}

export function whoCanDocument(
  { method, pattern }: WhoCanQuestion,
  grants: readonly Grant[],
  side: Side,
): WhoCanDocument {
  const placed = grants.map((grant) => ({
    ...grant,
    because: grant.because.map(({ policy, rule }) => {
      const place = side.parsed.get(policy)?.placeOf(['spec', 'policies', rule])
      return { policy, rule, file: place?.file ?? null, line: place?.line ?? null }
    }),
  }))
  return { formatVersion: 1, side: side.name, method, pattern, grants: placed }
}
