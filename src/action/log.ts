/** The log of the step. What commands and policies say is never read as a workflow command. */
import { endGroup, info, startGroup, warning } from '@actions/core'
import { printable } from '../words/printable.ts'
import type { CommandRun } from './invocation.ts'

export interface Log {
  readonly show: (title: string, run: CommandRun) => void
  readonly warn: (message: string) => void
}

/** GitHub shows ten warnings of a step, findings included: the run itself takes two at most. */
const WARNINGS = 2

/** @param nonce unguessable: whoever knows it could switch workflow commands on again. */
export function openLog(nonce: () => string): Log {
  let warnings = 0
  return {
    show: (title, run) => {
      startGroup(printable(`policyctl ${title}: exit status ${run.status}`))
      quote(nonce(), textOf(run))
      endGroup()
    },
    warn: (message) => {
      warnings += 1
      if (warnings <= WARNINGS) warning(printable(message), { title: 'policyctl' })
      else info(printable(`warning: ${message}`))
    },
  }
}

function textOf({ error, log, document, output }: CommandRun): string {
  const said = error === null ? '' : `error ${error.code}: ${error.message}\n  hint: ${error.hint}\n`
  // Documents are for programs; what they say stands in the summary.
  return `${log}${said}${document === null ? output : ''}`
}

function quote(token: string, text: string): void {
  const lines = text.trimEnd().split('\n')
  if (lines.join('') === '') return
  info(`::stop-commands::${token}`)
  for (const line of lines) info(printable(line))
  info(`::${token}::`)
}
