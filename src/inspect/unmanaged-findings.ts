/** With --live, checks guardrails also on the unmanaged policies of the workspace. */
import type { Guardrail } from '../access/questions/guardrail.ts'
import { checkGuardrails } from '../access/questions/guardrails.ts'
import type { Finding } from '../diagnostic/finding.ts'
import { startOf } from '../diagnostic/place.ts'
import type { LiveFacts } from '../lint/live-facts.ts'
import { sideOf } from '../lint/side-of.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { type JudgedGuardrail, judgeUnmanaged } from '../plan/guards/broken-by-unmanaged.ts'
import type { Safety } from '../plan/guards/guard.ts'
import { breachWords } from '../plan/guards/planned-guardrails.ts'

/** @returns results in the order of the config. For a policy that is in the files and live, the file counts. */
export function guardrailsBesideLive(
  guardrails: readonly Guardrail[],
  files: readonly ParsedFile[],
  live: LiveFacts,
): readonly JudgedGuardrail[] {
  const policies = files.flatMap((file) => file.policies)
  const side = sideOf({ policies, bindings: files.flatMap(({ bindings }) => bindings), live })
  const own = new Set(policies.map(({ policy }) => policy.name))
  const unmanaged = [...live.policies.keys()].filter((name) => !own.has(name))
  return judgeUnmanaged(checkGuardrails(guardrails, side), guardrails, { unmanaged, side })
}

/** Makes findings of guardrails that an unmanaged policy breaks: errors if `safety.unmanaged` is fail, else warnings. */
export function unmanagedFindings(
  results: readonly JudgedGuardrail[],
  unmanaged: Safety['unmanaged'],
  configFile: string,
): readonly Finding[] {
  if (unmanaged === 'ignore') return []
  return results.flatMap(({ name, counterexample, brokenByUnmanaged }): readonly Finding[] => {
    if (counterexample === null || brokenByUnmanaged.length === 0) return []
    return [
      {
        ...startOf(configFile),
        check: 'guardrail',
        severity: unmanaged === 'fail' ? 'error' : 'warning',
        message: `guardrail ${name} is broken by ${brokenByUnmanaged.join(', ')}, which no file here has: ${breachWords(counterexample)}`,
        hint: 'narrow or delete it where it was made, or take it over with policyctl adopt and narrow its file',
        policy: null,
        fixable: false,
      },
    ]
  })
}
