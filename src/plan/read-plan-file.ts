/**
 * Reads a plan file. It is never trusted: its shape and its consistency are checked
 * here, and `apply` computes steps, guards and order again from the files and live.
 */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { validate } from '../generated/plan-validator.js'
import { fingerprint } from '../policy/fingerprint.ts'
import type { Spec } from '../policy/policy.ts'
import { PLAN_FORMAT_VERSION, type Plan, type Step } from './plan.ts'

/**
 * @param name of the file in messages. @param tool this program and its version, as in a plan; null: it is not said.
 * @throws PolicyctlError plan-invalid (4), plan-format, plan-edited (3).
 */
export function parsePlan(text: string, name: string, tool: string | null = null): Plan {
  const value = jsonOf(text, name)
  checkVersion(value, name, tool)
  if (isTooDeep(value)) throw invalid(name, 'it is nested deeper than any plan')
  if (!validate(value)) {
    const [error] = validate.errors ?? []
    const where = error?.instancePath === '' ? 'it' : error?.instancePath
    throw ofOtherBuild(name, `${where} ${error?.message}`, { writer: writerOf(value), tool })
  }
  const plan = value as Plan
  const fault = faultOf(plan.steps) ?? disagreementOf(plan)
  if (fault !== null) throw edited(name, fault)
  return plan
}

function jsonOf(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw invalid(name, 'it is not JSON', cause)
  }
}

function checkVersion(value: unknown, name: string, tool: string | null): void {
  const version =
    typeof value === 'object' && value !== null && 'formatVersion' in value ? value.formatVersion : null
  if (version === PLAN_FORMAT_VERSION || !Number.isInteger(version)) return
  const writer = writerOf(value)
  throw new PolicyctlError('plan-format', {
    message: `${name} has format version ${version}, and ${tool ?? 'this policyctl'} reads ${PLAN_FORMAT_VERSION}${writer === null ? '' : ` (written by ${writer})`}`,
    hint: 'plan and apply with the same version of policyctl',
  })
}

/** The program and release that wrote the plan, as it says; null: it does not. */
function writerOf(value: unknown): string | null {
  const tool = typeof value === 'object' && value !== null && 'tool' in value ? value.tool : null
  return typeof tool === 'string' && /^policyctl [\w.+-]{1,40}$/.test(tool) ? tool : null
}

/** Refuses a plan with other fields: builds of one format differ in them. */
function ofOtherBuild(
  name: string,
  fact: string,
  { writer, tool }: { readonly writer: string | null; readonly tool: string | null },
): PolicyctlError {
  if (writer === null) return invalid(name, fact)
  if (tool === null) return invalid(name, `${fact} (written by ${writer})`)
  const other = writer === tool ? `another build of ${writer}` : writer
  return new PolicyctlError('plan-invalid', {
    message: `${name} says that it was written by ${writer}, and is not a plan as ${tool} writes it: ${fact}`,
    hint: `${other} wrote it, or somebody edited it; plan again with the policyctl that applies: policyctl plan --out ${name}`,
  })
}

/** Specs nest four levels. The limit keeps later recursion from running out of stack. */
const DEEPEST = 32

function isTooDeep(root: unknown): boolean {
  let level: readonly unknown[] = [root]
  for (let depth = 0; depth <= DEEPEST; depth += 1) {
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    )
    if (level.length === 0) return false
  }
  return true
}

/** Checks what a schema cannot express. */
function faultOf(steps: readonly Step[]): string | null {
  const names = new Set<string>()
  for (const step of steps) {
    if (names.has(step.policy)) return `it has two steps for ${step.policy}`
    names.add(step.policy)
    if (step.action !== actionOf(step)) return `the step of ${step.policy} is not a valid ${step.action}`
    if (
      !isFingerprintOf(step.beforeFingerprint, step.before) ||
      !isFingerprintOf(step.afterFingerprint, step.after)
    )
      return `a fingerprint of ${step.policy} is not that of its spec`
  }
  return null
}

/** A plan whose parts name different steps was edited: applying it would report steps that it does not do. */
function disagreementOf({ summary, steps, phases }: Plan): string | null {
  for (const action of ['create', 'update', 'delete'] as const) {
    const count = steps.filter((step) => step.action === action).length
    if (count !== summary[action]) return `its summary says ${action} ${summary[action]}, and it has ${count}`
  }
  const names = new Set(steps.map(({ policy }) => policy))
  const write = phases.flatMap(({ writes }) => writes).find(({ policy }) => !names.has(policy))
  return write === undefined ? null : `it writes ${write.policy}, which none of its steps names`
}

function actionOf({ before, after }: Step): Step['action'] | null {
  if (after === null) return before === null ? null : 'delete'
  return before === null ? 'create' : 'update'
}

function isFingerprintOf(claimed: string | null, spec: Spec | null): boolean {
  return claimed === (spec === null ? null : fingerprint(spec))
}

function edited(name: string, fact: string): PolicyctlError {
  return new PolicyctlError('plan-edited', {
    message: `${name} contradicts itself: ${fact}`,
    hint: 'it was changed after it was written; make a new one with policyctl plan --out FILE, and do not edit it',
  })
}

function invalid(name: string, fact: string, cause?: unknown): PolicyctlError {
  return new PolicyctlError('plan-invalid', {
    message: `${name} is not a plan: ${fact}`,
    hint: 'write a new one with this policyctl: policyctl plan --out FILE, and do not edit it',
    cause,
  })
}
