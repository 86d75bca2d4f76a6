/** The log of the step. What commands and policies say is never read as a workflow command. */
import { endGroup, info, startGroup, warning } from '@actions/core'
import { printable } from '../words/printable.ts'

export interface Log {
  /** Shows what was said, folded. */
  readonly show: (title: string, text: string) => void
  /** Tells what could not be done and decides nothing. */
  readonly warn: (message: string) => void
}

/** GitHub shows ten warnings of a step, findings included: the run itself takes two at most. */
const WARNINGS = 2

/** @param nonce unguessable: whoever knows it could switch workflow commands on again. */
export function openLog(nonce: () => string): Log {
  let warnings = 0
  return {
    show: (title, text) => {
      startGroup(printable(`policyctl ${title}`))
      quote(nonce(), text)
      endGroup()
    },
    warn: (message) => {
      warnings += 1
      if (warnings <= WARNINGS) warning(printable(message), { title: 'policyctl' })
      else info(printable(`warning: ${message}`))
    },
  }
}

function quote(token: string, text: string): void {
  const lines = text.trimEnd().split('\n')
  if (lines.join('') === '') return
  info(`::stop-commands::${token}`)
  for (const line of lines) info(printable(line))
  info(`::${token}::`)
}
