import type { GuardrailResult } from '../access/questions/guardrail.ts'
import { checkGuardrails, type Guardrail } from '../access/questions/guardrails.ts'
import type { Finding } from '../diagnostic/finding.ts'
import { startOf } from '../diagnostic/place.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { breachWords } from '../plan/guards/planned-guardrails.ts'
import { bindingsOf } from '../policy/binding.ts'

const GUARDRAIL = 'guardrail'
const IS_BROKEN = ' is broken: '

/** Returns `guardrail NAME` for a finding about a broken guardrail; null for any other finding. */
export function brokenGuardrail({ check, message }: Pick<Finding, 'check' | 'message'>): string | null {
  return check === GUARDRAIL ? message.slice(0, message.indexOf(IS_BROKEN)) : null
}

/** Checks guardrails on the files. Bindings come from PolicyBinding documents only; `plan` also uses those of the workspace. */
export function guardrailsOfFiles(
  guardrails: readonly Guardrail[],
  files: readonly ParsedFile[],
): readonly GuardrailResult[] {
  // Without guardrails the policies of all files need not be collected.
  if (guardrails.length === 0) return []
  const policies = files.flatMap((file) => file.policies)
  return checkGuardrails(guardrails, {
    policies: new Map(policies.map(({ policy }) => [policy.name, policy.spec])),
    bindings: bindingsOf(files.flatMap(({ bindings }) => bindings)),
  })
}

/**
 * Makes findings of the guardrails that the files break, on the rule that breaks them.
 *
 * @param configFile the place of a finding if no rule of the files breaks the guardrail.
 */
export function guardrailFindings(
  results: readonly GuardrailResult[],
  files: readonly ParsedFile[],
  configFile: string,
): readonly Finding[] {
  if (results.every(({ result }) => result !== 'violated')) return []
  const parsed = new Map(files.flatMap(({ policies }) => policies).map((one) => [one.policy.name, one]))
  return results.flatMap(({ name, result, counterexample, because }): readonly Finding[] => {
    if (result !== 'violated' || counterexample === null) return []
    const [cause] = because
    const policy = cause === undefined ? undefined : parsed.get(cause.policy)
    const place = policy?.placeOf(['spec', 'policies', cause?.rule ?? 0]) ?? startOf(configFile)
    return [
      {
        ...place,
        check: GUARDRAIL,
        severity: 'error',
        message: `guardrail ${name}${IS_BROKEN}${breachWords(counterexample)}`,
        hint: 'narrow this rule, or ask for approval; a guardrail is loosened only in policyctl.yaml',
        policy: cause?.policy ?? null,
        about: [name, JSON.stringify(counterexample)],
        fixable: false,
      },
    ]
  })
}
