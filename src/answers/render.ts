import { EXIT } from '../diagnostic/exit-status.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { Spec } from '../policy/policy.ts'
import type { Answer } from './answer.ts'

/** The document that `render --format json` prints (schema/render.schema.json). */
export interface RenderDocument {
  readonly formatVersion: 1
  /** In the order of the config. */
  readonly targets: readonly RenderedTarget[]
}

export interface RenderedTarget {
  readonly target: string
  /** Sorted by name. */
  readonly policies: readonly RenderedPolicy[]
}

export interface RenderedPolicy {
  readonly policy: string
  readonly file: string
  /** The line of the policy's name, from 1. */
  readonly line: number
  /** null if no target has layers. */
  readonly layer: string | null
  /** File of the earlier layer whose policy it replaces; null: it replaces none. */
  readonly replaces: string | null
  /** The names that the target's map replaced, each once. */
  readonly mapped: readonly { readonly from: string; readonly to: string }[]
  readonly spec: Spec
}

/** The policies that each target gets. */
export type RenderAnswer = Answer<'render', RenderDocument, RenderView>

export interface RenderView {
  /** The findings of severity error: a file that cannot be read is in no target. */
  readonly errors: readonly Finding[]
  /** Folder that the files were written to, as the user named it; null: nothing was written. */
  readonly out: string | null
}

/** The exit status is 1 if the files have errors, since their policies would seem to be missing. */
export function renderAnswer(targets: readonly RenderedTarget[], view: RenderView): RenderAnswer {
  const status = view.errors.length > 0 ? EXIT.no : EXIT.done
  return { kind: 'render', document: { formatVersion: 1, targets }, status, view }
}
