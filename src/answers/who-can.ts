import type { UsableGrants } from '../access/questions/grants-of-tools.ts'
import { type ReasonedGrant, withRulesElsewhere } from '../access/questions/rules-elsewhere.ts'
import type { WhoCanQuestion } from '../access/questions/who-can.ts'
import { EXIT } from '../diagnostic/exit-status.ts'
import type { Finding } from '../diagnostic/finding.ts'
import { withHiddenUserinfo } from '../policy/userinfo.ts'
import type { Answer } from './answer.ts'
import {
  type AppliedState,
  appliedIn,
  inFile,
  type ReadSide,
  type RuleInFile,
  type UnreadableFile,
  unreadableFiles,
} from './read-side.ts'

/** The agents and policies that may send the requests of a pattern. */
export type WhoCanAnswer = Answer<'who-can', WhoCanDocument, WhoCanView>

/** The document that `who-can --format json` prints (schema/who-can.schema.json). */
export interface WhoCanDocument {
  readonly formatVersion: 1
  readonly side: string
  readonly method: string
  readonly pattern: string
  /** The least reliable source that was needed for the bindings. */
  readonly bindings: ReadSide['bindings']
  /** If the side is a ledger's revision: the apply that wrote it. */
  readonly asOf: readonly AppliedState[]
  readonly grants: readonly PlacedGrant[]
  /** Patterns of grants that are left out: the workspace has no tool that serves them. */
  readonly withoutTool: readonly string[]
  /** Live policies that cannot be read: nobody knows whom they allow what. */
  readonly unreadable: ReadSide['unreadable']
  /** Files that cannot be read: their policies may let the request through too. */
  readonly unreadableFiles: readonly UnreadableFile[]
}

export type PlacedGrant = Omit<ReasonedGrant, 'because' | 'elsewhere'> & {
  /** The rules that decide the witness. */
  readonly because: readonly RuleInFile[]
  /** Other rules that decide other requests of the grant. */
  readonly elsewhere: readonly RuleInFile[]
}

export interface WhoCanView {
  /** The findings of severity error in the files of the side. */
  readonly errors: readonly Finding[]
  /** True if no binding is known: then 'nobody' only means that no agent is known. */
  readonly isBlind: boolean
}

export function whoCanAnswer(
  { method, pattern }: WhoCanQuestion,
  { grants, withoutTool }: UsableGrants,
  side: ReadSide,
): WhoCanAnswer {
  const { errors, kind, access } = side
  const placed = withRulesElsewhere(grants, access).map((grant) => ({
    ...grant,
    because: grant.because.map((rule) => inFile(rule, side)),
    elsewhere: grant.elsewhere.map((rule) => inFile(rule, side)),
  }))
  return {
    kind: 'who-can',
    document: withHiddenUserinfo({
      formatVersion: 1,
      side: side.name,
      method,
      pattern,
      bindings: side.bindings,
      asOf: appliedIn(side),
      grants: placed,
      withoutTool,
      unreadable: side.unreadable,
      unreadableFiles: unreadableFiles(errors),
    }),
    status: errors.length > 0 ? EXIT.no : EXIT.done,
    view: { errors, isBlind: kind !== 'live' && access.bindings.size === 0 && access.policies.size > 0 },
  }
}
