/** Answers as the media get them, made of the little that a test is about. */
import { type DiffAnswer, type DiffDocument, diffAnswer } from '../../../src/answers/diff.ts'
import type { Look } from '../../../src/media/printed.ts'

/** No terminal, nothing asked for. */
export const PLAIN: Look = { color: false, notesColor: false, columns: null, verbose: false, quiet: false }

const SIDE = {
  kind: 'files',
  access: { policies: new Map(), bindings: new Map() },
  bindings: 'documents' as const,
  unreadable: [],
  parsed: new Map(),
  held: null,
  errors: [],
}

export function diffOf(changes: DiffDocument['changes']): DiffAnswer {
  const [from, to] = [
    { ...SIDE, name: 'a' },
    { ...SIDE, name: 'b' },
  ]
  const empty = diffAnswer(
    {
      from,
      to,
      guardrails: [],
      serverFields: [],
      mapped: [],
      uncompared: [],
      tools: null,
      tool: 'policyctl',
      causesOf: () => [],
    },
    { failOn: null, exitCode: false },
  )
  return { ...empty, document: { ...empty.document, changes } }
}
