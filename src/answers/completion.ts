import { EXIT } from '../diagnostic/exit-status.ts'
import type { Answer } from './answer.ts'

export const SHELLS = ['bash', 'zsh', 'fish'] as const

export type Shell = (typeof SHELLS)[number]

/** The script for a shell, or the words that can complete a command line. */
export type CompletionView =
  | { readonly kind: 'script'; readonly shell: Shell }
  | { readonly kind: 'words'; readonly words: readonly string[] }

export type CompletionAnswer = Answer<'completion', null, CompletionView>

export function completionAnswer(view: CompletionView): CompletionAnswer {
  return { kind: 'completion', document: null, status: EXIT.done, view }
}
