/**
 * The answers that a policy file alone gives, small enough to be sent from one
 * thread to another: of most files nothing but the name of their policy.
 */
import type { DetourGrant } from '../access/questions/detour-grants.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { ParsedBinding, ParsedPolicy } from '../parse/parsed-file.ts'
import type { CheckReport } from './check.ts'

/** The subject of a look: it answers for these checks and this reading of unknown fields, and for no others. */
export interface LookedFor {
  /** Ids of checks of single policies, those that are off left out. */
  readonly checks: readonly string[]
  /** True if a field that the schema does not know leaves the meaning of its policy open. */
  readonly unknownFieldsCount: boolean
}

export interface PolicyLook extends Pick<ParsedPolicy, 'namespace' | 'form' | 'document' | 'isSound'> {
  readonly name: string
  readonly reports: readonly CheckReport[]
  /** Checks that may have more to say once all policies are at hand. */
  readonly beside: readonly string[]
  /** True if its meaning is known and it denies something. */
  readonly denies: boolean
  /** Its own grants beside paths that it guards, where its meaning is known; null: too much to look through. */
  readonly detours: readonly DetourGrant[] | null
}

export interface FileLook {
  readonly policies: readonly PolicyLook[]
  readonly drafts: readonly PolicyLook[]
  readonly bindings: readonly ParsedBinding[]
  readonly findings: readonly Finding[]
  readonly hasIgnores: boolean
}

/** A name: the file holds one sound policy in the plain form, and there is nothing to say about it. */
export type ShortLook = string | FileLook

/** The look that a name stands for. */
export function lookOf(look: ShortLook): FileLook {
  if (typeof look !== 'string') return look
  const policy: PolicyLook = { ...QUIET, name: look }
  return { policies: [policy], drafts: [], bindings: [], findings: [], hasIgnores: false }
}

const QUIET: Omit<PolicyLook, 'name'> = {
  ...{ namespace: 'default', form: 'plain', document: 0, isSound: true, denies: false },
  reports: [],
  beside: [],
  detours: [],
}
