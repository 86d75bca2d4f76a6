/** The log of the step. Output of commands and text of policies are never read as workflow commands. */
import { endGroup, info, startGroup, warning } from '@actions/core'
import { printable } from '../words/printable.ts'

export interface Log {
  /** Shows a text, folded. */
  readonly show: (title: string, text: string) => void
  /** Warns of a failure that does not change the verdict. */
  readonly warn: (message: string) => void
}

/** GitHub shows ten warnings for each step, findings included; the run itself uses at most two. */
const WARNINGS = 2

/** @param nonce unguessable, since it switches workflow commands on again. */
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
