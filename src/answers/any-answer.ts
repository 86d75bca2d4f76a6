import type { AdoptAnswer } from './adopt.ts'
import type { AdoptFleetAnswer } from './adopt-fleet.ts'
import type { ApplyAnswer } from './apply.ts'
import type { CompletionAnswer } from './completion.ts'
import type { DiffAnswer } from './diff.ts'
import type { DriftAnswer } from './drift.ts'
import type { EvidenceAnswer } from './evidence.ts'
import type { ExplainAnswer, ExplainEndAnswer } from './explain.ts'
import type { ForgetAnswer } from './forget.ts'
import type { FormatAnswer } from './format.ts'
import type { HistoryAnswer } from './history.ts'
import type { InitAnswer } from './init.ts'
import type { LintAnswer } from './lint.ts'
import type { MapAnswer } from './map.ts'
import type { MoveLedgerAnswer } from './move-ledger.ts'
import type { PlanAnswer } from './plan.ts'
import type { ProposeAnswer } from './propose.ts'
import type { PullAnswer } from './pull.ts'
import type { RefusalAnswer } from './refusal.ts'
import type { RenderAnswer } from './render.ts'
import type { ReplayAnswer } from './replay.ts'
import type { ServeAnswer } from './serve.ts'
import type { TargetsAnswer } from './targets.ts'
import type { TestAnswer } from './test.ts'
import type { TightenAnswer } from './tighten.ts'
import type { TranslateAnswer } from './translate.ts'
import type { UnlockAnswer } from './unlock.ts'
import type { VerifyAnswer } from './verify.ts'
import type { WhoCanAnswer } from './who-can.ts'

/** The union of all answers, discriminated by `kind`. */
export type AnyAnswer =
  | AdoptAnswer
  | AdoptFleetAnswer
  | ApplyAnswer
  | CompletionAnswer
  | DiffAnswer
  | DriftAnswer
  | EvidenceAnswer
  | ExplainAnswer
  | ExplainEndAnswer
  | ForgetAnswer
  | FormatAnswer
  | HistoryAnswer
  | InitAnswer
  | LintAnswer
  | MapAnswer
  | MoveLedgerAnswer
  | PlanAnswer
  | ProposeAnswer
  | PullAnswer
  | RefusalAnswer
  | ReplayAnswer
  | RenderAnswer
  | ServeAnswer
  | TargetsAnswer
  | TestAnswer
  | TightenAnswer
  | TranslateAnswer
  | UnlockAnswer
  | VerifyAnswer
  | WhoCanAnswer
