import type { Guardrail } from '../../access/questions/guardrails.ts'
import type { Finding } from '../../diagnostic/finding.ts'
import { startOf } from '../../diagnostic/place.ts'
import type { ParsedFile } from '../../parse/parsed-file.ts'
import { brokenGuardrails } from '../../plan/guards/broken-guardrails.ts'
import { bindingsOf } from '../../policy/binding.ts'

/**
 * Guardrails that the files break, as findings on the rule that breaks them.
 * Who is bound is known from PolicyBinding documents here; `plan` knows what
 * is live, too.
 *
 * @param configFile for a guardrail that no rule can be blamed for.
 */
export function guardrailFindings(
  guardrails: readonly Guardrail[],
  files: readonly ParsedFile[],
  configFile: string,
): readonly Finding[] {
  const parsed = new Map(files.flatMap(({ policies }) => policies).map((one) => [one.policy.name, one]))
  const side = {
    policies: new Map([...parsed].map(([name, { policy }]) => [name, policy.spec])),
    bindings: bindingsOf(files.flatMap(({ bindings }) => bindings)),
  }
  return brokenGuardrails(guardrails, side).map(({ name, fact, causes }) => {
    const [cause] = causes
    const policy = cause === undefined ? undefined : parsed.get(cause.policy)
    const place = policy?.placeOf(['spec', 'policies', cause?.rule ?? 0]) ?? startOf(configFile)
    return {
      ...place,
      check: 'guardrail',
      severity: 'error',
      message: `guardrail ${name} is broken: ${fact}`,
      hint: 'narrow this rule, or ask for approval; a guardrail is loosened only in policyctl.yaml',
      policy: cause?.policy ?? null,
      fixable: false,
    }
  })
}
