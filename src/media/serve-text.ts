import type { ServeAnswer } from '../answers/serve.ts'
import { printable } from '../words/printable.ts'
import type { Look } from './printed.ts'

export function serveText({ view }: ServeAnswer): string {
  return `${view.url}\n`
}

/** Tells how to use the served workspace. */
export function serveNotes({ view: { url, file } }: ServeAnswer, { quiet }: Pick<Look, 'quiet'>): string {
  if (quiet) return ''
  return `  classic  ${url}/api
  v1       ${url}/api/v1
  data     ${file === null ? 'in memory, gone when this ends' : printable(file)}

in another terminal:
  export RUNAGENTS_ENDPOINT=${url} RUNAGENTS_API_KEY=any
  policyctl plan

Ctrl-C ends it.
`
}
