/** Words for files and live policies that cannot be read, so that they are not compared. */
import { unreadableFiles } from '../answers/read-side.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { Plan, Unreadable } from '../plan/plan.ts'
import { uncomparedIn } from '../plan/unreadable.ts'
import { inNaturalOrder } from './natural-order.ts'
import { asCode, asValue, own, say, type Words } from './span.ts'

/** `payments: spec.policies[0].permission is 'audit', which …`, one for each policy. */
export function unreadableWords(unreadable: readonly Unreadable[]): readonly Words[] {
  return inNaturalOrder(unreadable, ({ policy }) => policy).map(
    ({ policy, message }) => say`${asCode(policy)}: ${asValue(message)}`,
  )
}

/** `policies/a.yaml:3: this YAML …`, one for each file that cannot be read in full. */
export function unreadFileWords(errors: readonly Finding[]): readonly Words[] {
  return inNaturalOrder(unreadableFiles(errors), ({ file }) => file).map(
    ({ file, line, message }) => say`${asCode(`${file}:${line}`)}: ${asValue(message)}`,
  )
}

/** Words for the parts of a comparison that cannot be read, and for what that means: files, then live policies, each once. */
export function notComparedWords({
  errors,
  unreadable,
  uncompared = [],
}: {
  readonly errors: readonly Finding[]
  readonly unreadable: readonly Unreadable[]
  /** Policies that may be in a file that cannot be read. */
  readonly uncompared?: readonly string[]
}): readonly Words[] {
  const once = new Map(unreadable.map((one) => [JSON.stringify(one), one]))
  return [
    ...unreadFileWords(errors).map((words): Words => [...words, own(`; ${UNKNOWN_FILE}`)]),
    ...uncompared.map((policy) => say`${asCode(policy)}: ${own(MAY_BE_THERE)}`),
    ...unreadableWords([...once.values()]).map((words): Words => [...words, own(`; ${UNKNOWN_SIDE}`)]),
  ]
}

const UNKNOWN_FILE = 'the file cannot be read in full, so policies may be missing here'

/** Follows 'decided as before' where a part of a side cannot be read, so that nobody knows what it changes. */
export const AS_FAR = 'as far as it can be read'

/** The note on a policy that only one side has, where a file of the other side cannot be read. */
export const MAY_BE_THERE =
  'it may be in a file that cannot be read, so nobody knows whether it is still there'

/** The note on an unreadable live policy of a side. */
export const UNKNOWN_SIDE = 'live cannot be read, so nobody knows what it allows'

/** `payments: spec is no object; live cannot be read, …`, one for each policy, with what is therefore not done. */
export function uncomparedNotes(document: Pick<Plan, 'unreadable' | 'unmanaged'>): readonly Words[] {
  return inNaturalOrder(uncomparedIn(document), ({ policy }) => policy).map(
    ({ policy, message, pending }) =>
      say`${asCode(policy)}: ${asValue(message)}; ${own(pending === 'delete' ? NOT_DELETED : NOT_COMPARED)}`,
  )
}

/** The note on an unreadable live policy that the ledger has and no file has. */
export const NOT_DELETED =
  'no file has it any more, and its delete is not done: live cannot be read, so nobody knows what would go; fix it live'

/** The note on an unreadable live policy of the repository. */
export const NOT_COMPARED =
  'live cannot be read, so nobody knows whether it is what the repository says; it is not written either, fix it live'
