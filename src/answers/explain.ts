import { type BoundPolicy, decide, type RuleTrace, traceRules } from '../access/model/decide.ts'
import type { Decision, RouteTaken } from '../access/model/region.ts'
import { type Flip, flipsOf } from '../access/questions/flips.ts'
import type { Request } from '../policy/request.ts'
import type { Side } from '../workbench/side.ts'

/** What `explain --format json` prints (schema/explain.schema.json). */
export interface ExplainDocument {
  readonly request: Request
  readonly decision: Decision
  /** The rules that decided; empty where none matched, which denies. */
  readonly because: readonly DecidingRule[]
  readonly route: RouteTaken | null
  /** Every rule of the policies in question. */
  readonly rules: readonly RuleTrace[]
  /** The smallest edits towards each other decision. */
  readonly flip: readonly Flip[]
}

export interface DecidingRule {
  readonly policy: string
  readonly rule: number
  /** null where the side is no files. */
  readonly file: string | null
  readonly line: number | null
}

export function explainDocument(
  request: Request,
  bound: readonly BoundPolicy[],
  side: Side,
): ExplainDocument {
  const { decision, because, route } = decide(request, bound)
  return {
    request,
    decision,
    because: because.map(({ policy, rule }) => {
      const place = side.parsed.get(policy)?.placeOf(['spec', 'policies', rule])
      return { policy, rule, file: place?.file ?? null, line: place?.line ?? null }
    }),
    route,
    rules: traceRules(request, bound),
    flip: flipsOf(request, bound),
  }
}
