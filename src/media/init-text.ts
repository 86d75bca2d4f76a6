import type { InitAnswer } from '../answers/init.ts'
import type { Look } from './printed.ts'

export function initText({ view }: InitAnswer): string {
  const lines = view.files.map(({ path, isNew }) =>
    isNew ? `wrote ${path}\n` : `kept  ${path} (it was here already)\n`,
  )
  return lines.join('')
}

/** What to do next. */
export function initNotes({ view }: InitAnswer, { quiet }: Pick<Look, 'quiet'>): string {
  if (quiet) return ''
  return `
next: policyctl test                   what the policies must decide
      policyctl apply --target local   into a workspace on this disk
      policyctl adopt --help           what is live in yours becomes files
      the way to a protected repository: ${view.guide}
`
}
