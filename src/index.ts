/**
 * The library. What the command line does, a program can do: a question, asked
 * of a workbench, is answered with a value. Below it the core, as functions.
 */
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
export { checkGuardrails, type Guardrail, type GuardrailResult } from './access/questions/guardrails.ts'
export {
  type RuleEdit,
  type SmallestEdits as Flip,
  smallestEdits as flipsOf,
} from './access/questions/smallest-edits.ts'
export { type Grant, type WhoCanQuestion, whoCan } from './access/questions/who-can.ts'
export type { AdoptAnswer, AdoptDocument } from './answers/adopt.ts'
export type { Answer } from './answers/answer.ts'
export type { AnyAnswer } from './answers/any-answer.ts'
export type { ApplyAnswer } from './answers/apply.ts'
export { type Demands, NO_DEMANDS } from './answers/demands.ts'
export type { DiffAnswer, DiffDocument } from './answers/diff.ts'
export type { DriftAnswer, DriftDocument } from './answers/drift.ts'
export { type ErrorDocument, errorDocument } from './answers/error.ts'
export type { EvidenceAnswer } from './answers/evidence.ts'
export type { ExplainAnswer, ExplainDocument, ExplainEndAnswer, Sender } from './answers/explain.ts'
export type { ForgetAnswer, ForgetDocument } from './answers/forget.ts'
export type { FormatAnswer } from './answers/format.ts'
export type { HistoryAnswer, HistoryDocument } from './answers/history.ts'
export type { InitAnswer } from './answers/init.ts'
export type { LintAnswer, LintDocument } from './answers/lint.ts'
export type { MoveLedgerAnswer, MoveLedgerDocument } from './answers/move-ledger.ts'
export type { PlanAnswer } from './answers/plan.ts'
export type { ProposeAnswer, ProposeDocument } from './answers/propose.ts'
export type { PullAnswer, PullDocument } from './answers/pull.ts'
export type { RefusalAnswer } from './answers/refusal.ts'
export type { RenderAnswer, RenderDocument, RenderedPolicy, RenderedTarget } from './answers/render.ts'
export type { ReplayAnswer, ReplayDocument } from './answers/replay.ts'
export type { ServeAnswer } from './answers/serve.ts'
export type { SeveralDocument, TargetOutcome } from './answers/several.ts'
export type { ListedTarget, TargetsAnswer, TargetsDocument } from './answers/targets.ts'
export type { TestAnswer, TestDocument } from './answers/test.ts'
export type { TightenAnswer, TightenDocument } from './answers/tighten.ts'
export type { TranslateAnswer, TranslateDocument } from './answers/translate.ts'
export type { UnlockAnswer } from './answers/unlock.ts'
export type { VerifyAnswer, VerifyDocument } from './answers/verify.ts'
export type { WhoCanAnswer, WhoCanDocument } from './answers/who-can.ts'
export type { ApplyResult, StepResult } from './apply/apply-result.ts'
export { DEFAULT_LIMITS, type RunInput } from './apply/run.ts'
export { type RunOutcome, runPlan } from './apply/run-plan.ts'
export { type AdoptQuestion, adoptLive } from './author/adopt-live.ts'
export { type FormatQuestion, formatFiles } from './author/format-files.ts'
export { type ProposeQuestion, proposeGrants } from './author/propose-grants.ts'
export { type PullQuestion, pullLive } from './author/pull-live.ts'
export { startRepository } from './author/start-repository.ts'
export { type TightenQuestion, tightenRules } from './author/tighten-rules.ts'
export { type TranslateQuestion, translateWords } from './author/translate-words.ts'
export { type ApplyQuestion, applyProject } from './deploy/apply-project.ts'
export { type AppliedTargets, applyTargets } from './deploy/apply-targets.ts'
export type { Wishes } from './deploy/carry-out.ts'
export type { Desk, Watch } from './deploy/desk.ts'
export { type ForgetQuestion, forgetPolicies } from './deploy/forget-policies.ts'
export { type MoveLedgerQuestion, moveLedgerTo } from './deploy/move-ledger.ts'
export { nobody } from './deploy/nobody.ts'
export { type PlanQuestion, planProject } from './deploy/plan-project.ts'
export { type RollbackQuestion, rollBack } from './deploy/roll-back.ts'
export type { SeveralWishes } from './deploy/several-targets.ts'
export { type UnlockQuestion, unlockTarget } from './deploy/unlock-target.ts'
export { EXIT, type ExitStatus, strongest } from './diagnostic/exit-status.ts'
export type { Finding, Severity } from './diagnostic/finding.ts'
export { PolicyctlError } from './diagnostic/policyctl-error.ts'
export { type Emulator, type EmulatorOptions, startEmulator } from './emulator/start-emulator.ts'
export { accessHistory, type HistoryQuestion } from './inspect/access-history.ts'
export { type DiffQuestion, diffSides } from './inspect/diff-sides.ts'
export {
  type ExplainManyQuestion,
  type ExplainQuestion,
  explainRequest,
  explainRequests,
} from './inspect/explain-request.ts'
export { type DriftQuestion, findDrift } from './inspect/find-drift.ts'
export { lintProject } from './inspect/lint-project.ts'
export type { LintQuestion } from './inspect/lint-question.ts'
export { listTargets } from './inspect/list-targets.ts'
export { renderTargets } from './inspect/render-targets.ts'
export { type ReplayQuestion, replayLog } from './inspect/replay-log.ts'
export { type TestQuestion, testProject } from './inspect/test-project.ts'
export { type VerifyQuestion, verifyLedger } from './inspect/verify-ledger.ts'
export { type WhoCanSendQuestion, whoCanSend } from './inspect/who-can-send.ts'
export { lint } from './lint/lint.ts'
export type { LintOptions } from './lint/lint-options.ts'
export { type NodeContextOptions, nodeContext } from './node-context.ts'
export { type AdoptFleetQuestion, adoptFleet } from './onboard/adopt-fleet.ts'
export { parsePolicyFile } from './parse/parse-policy-file.ts'
export type { ParsedFile, ParsedPolicy } from './parse/parsed-file.ts'
export { NO_OVERRIDES, type Overrides } from './plan/guards/guard.ts'
export { makePlan as plan } from './plan/make-plan.ts'
export type { Plan, Step } from './plan/plan.ts'
export { planFileText as planText } from './plan/plan-file.ts'
export type { PlanInput, Planned } from './plan/plan-input.ts'
export { parsePlan } from './plan/read-plan-file.ts'
export { agentId, type Binding, type Bindings, bindingsOf } from './policy/binding.ts'
export type { Policies, Policy, Route, Rule, Spec } from './policy/policy.ts'
export type { Request } from './policy/request.ts'
export { type Endpoint, parseEndpoint } from './store/endpoint.ts'
export { type HttpStoreOptions, openHttpStore } from './store/http-store.ts'
export type { PolicyStore } from './store/policy-store.ts'
export type { Clock, Context, Notice } from './workbench/context.ts'
export { type ServeQuestion, serveWorkspace } from './workbench/serve-workspace.ts'
export { type SeveralOptions, type SeveralTargets, withTargets } from './workbench/several-targets.ts'
export { parseSideName, type SideName } from './workbench/side-name.ts'
export {
  openWorkbench,
  type Workbench,
  type WorkbenchOptions,
  withWorkbench,
} from './workbench/workbench.ts'
