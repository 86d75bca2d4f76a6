/** Looks at a policy file alone: all that can be told without the others. */
import type { Pattern } from '../access/model/pattern.ts'
import { widest } from '../access/model/pattern-order.ts'
import type { DetourGrant } from '../access/questions/detour-grants.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { IGNORE_MARK } from '../parse/ignores.ts'
import type { ParsedFile, ParsedPolicy } from '../parse/parsed-file.ts'
import type { PolicyCheck } from './check.ts'
import { CHECKS } from './checks/list.ts'
import type { FileLook, LookedFor, PolicyLook, ShortLook } from './look.ts'
import { detoursOf, grantsIn, hasDeny } from './policy-facts.ts'
import { policyReports } from './policy-reports.ts'
import type { FileSubject } from './subject.ts'
import { hasUnknownFields } from './subject-of.ts'

/** Looks at one file after the other, always for the same. */
export class FileLooker {
  readonly #checks: readonly PolicyCheck[]
  /** Those that may have more to say once all policies are at hand. */
  readonly #beside: readonly PolicyCheck[]
  readonly #unknownFieldsCount: boolean

  constructor({ checks, unknownFieldsCount }: LookedFor) {
    const wanted = new Set(checks)
    this.#checks = CHECKS.filter((check) => check.kind === 'policy').filter(({ id }) => wanted.has(id))
    this.#beside = this.#checks.filter(({ beside }) => beside?.mayReport !== undefined)
    this.#unknownFieldsCount = unknownFieldsCount
  }

  lookAt(file: ParsedFile): ShortLook {
    const subject: FileSubject = {
      files: [file],
      policiesIn: () => file.policies.length,
      textOf: () => file.text,
    }
    const look = (policy: ParsedPolicy): PolicyLook =>
      this.#look(policy, subject, this.#isSound(policy, file))
    return short({
      policies: file.policies.map(look),
      drafts: (file.drafts ?? []).map((draft) => this.#look(draft, subject, false)),
      bindings: file.bindings,
      findings: file.findings,
      hasIgnores: file.text.includes(IGNORE_MARK),
    })
  }

  /** The widest patterns of grants of sound policies. */
  grantsOf(files: readonly ParsedFile[]): readonly Pattern[] {
    const sound = files.flatMap((file) => file.policies.filter((policy) => this.#isSound(policy, file)))
    const patterns = widest(sound.flatMap(({ policy }) => grantsIn(policy.spec)))
    return patterns.map(({ key, isExact, glob }) => ({ key, isExact, glob }))
  }

  #isSound(policy: ParsedPolicy, file: ParsedFile): boolean {
    return policy.isSound && !(this.#unknownFieldsCount && hasUnknownFields(policy, file.findings))
  }

  #look(policy: ParsedPolicy, subject: FileSubject, isKnown: boolean): PolicyLook {
    const { namespace, form, document, isSound } = policy
    const { name, spec } = policy.policy
    return {
      ...{ name, namespace, form, document, isSound },
      reports: policyReports(this.#checks, policy, { subject, isSound: isKnown }),
      beside: this.#beside.filter(({ beside }) => beside?.mayReport?.(policy) === true).map(({ id }) => id),
      denies: isKnown && hasDeny(spec),
      detours: isKnown ? ownDetours(policy) : [],
    }
  }
}

/** @returns null where that is too costly to tell: who asks again hears why. */
function ownDetours(policy: ParsedPolicy): readonly DetourGrant[] | null {
  try {
    return detoursOf(policy)
  } catch (error) {
    if (error instanceof PolicyctlError && error.code === 'policies-entangled') return null
    throw error
  }
}

function short(look: FileLook): ShortLook {
  const [policy, ...others] = look.policies
  const isQuiet =
    policy !== undefined &&
    others.length + look.drafts.length + look.bindings.length + look.findings.length === 0 &&
    !look.hasIgnores &&
    policy.reports.length + policy.beside.length === 0 &&
    policy.detours?.length === 0 &&
    isPlain(policy)
  return isQuiet ? policy.name : look
}

function isPlain({ form, namespace, document, isSound, denies }: PolicyLook): boolean {
  return form === 'plain' && namespace === 'default' && document === 0 && isSound && !denies
}
