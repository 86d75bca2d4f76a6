/** The library. */

export { compareAccess as compare } from './access/compare/compare.ts'
export { directionOf } from './access/compare/direction.ts'
export type { AccessSide } from './access/model/access-side.ts'
export {
  type BoundPolicy,
  type Decided,
  decide,
  type RuleRef,
  type RuleTrace,
  traceRules,
} from './access/model/decide.ts'
export { READING } from './access/model/reading.ts'
export type { Decision, Direction, Region, RouteTaken, Vote } from './access/model/region.ts'
export { type Flip, flipsOf, type RuleEdit } from './access/questions/flips.ts'
export { checkGuardrails, type Guardrail, type GuardrailResult } from './access/questions/guardrails.ts'
export { type Grant, type WhoCanQuestion, whoCan } from './access/questions/who-can.ts'
export { DEFAULT_LIMITS, type RunInput } from './apply/run.ts'
export { type RunOutcome, runPlan } from './apply/run-plan.ts'
export type { Finding, Severity } from './diagnostic/finding.ts'
export { PolicyctlError } from './diagnostic/policyctl-error.ts'
export { type Emulator, type EmulatorOptions, startEmulator } from './emulator/start-emulator.ts'
export { lint } from './lint/lint.ts'
export type { LintOptions } from './lint/lint-options.ts'
export { parsePolicyFile } from './parse/parse-policy-file.ts'
export type { ParsedFile, ParsedPolicy } from './parse/parsed-file.ts'
export { NO_OVERRIDES } from './plan/guards/guard.ts'
export { makePlan as plan, type Planned } from './plan/make-plan.ts'
export type { Plan, Step } from './plan/plan.ts'
export { parsePlan, planText } from './plan/plan-file.ts'
export type { PlanInput } from './plan/plan-input.ts'
export { agentId, type Binding, type Bindings, bindingsOf } from './policy/binding.ts'
export type { Policies, Policy, Route, Rule, Spec } from './policy/policy.ts'
export type { Request } from './policy/request.ts'
export { type Endpoint, parseEndpoint } from './store/endpoint.ts'
export { type HttpStoreOptions, openHttpStore } from './store/http-store.ts'
export type { PolicyStore } from './store/policy-store.ts'
