import { EXIT } from '../diagnostic/exit-status.ts'
import { ageOf, type Lock, readLock } from '../git/lock.ts'
import { breakLock } from '../git/unlock.ts'
import { printable } from '../words/printable.ts'
import { ledgerNotice, openLedger, requireLedger } from '../workbench/ledger-place.ts'
import { openProject } from '../workbench/project.ts'
import { identifyTarget } from '../workbench/target.ts'
import type { Command, Invocation } from './command.ts'
import { confirm } from './confirm.ts'

/** Breaks the lock of a run that died. What it was about to write stays known (docs/ledger.md). */
export const command: Command = {
  name: 'unlock',
  description:
    "Shows who holds the lock of the target and since when, and removes it.\nWhat that run was about to write is kept in the ledger, so that the next apply finishes the job\nand never takes the half-done state for somebody's edit. Talks to git only, never to the workspace.",
  options: [{ flags: '--yes', description: 'do not ask' }],
  formats: [],
  examples: [
    ['policyctl unlock --target production', 'look at the lock, and decide'],
    ['policyctl unlock --target production --yes', 'remove it without being asked'],
  ],
  run: async (invocation: Invocation) => {
    const { context, global, options } = invocation
    const project = await openProject(context, global)
    const target = identifyTarget(invocation, project)
    const place = requireLedger('unlock', await openLedger(context, project, target))
    if (!global.quiet) context.stderr.write(ledgerNotice(place))
    const lock = await readLock(place)
    if (lock === null) {
      context.stdout.write(`nobody holds the lock of '${target.name}'\n`)
      return EXIT.done
    }
    context.stdout.write(lockText(target.name, lock, context.clock.now()))
    if (options.yes !== true && !(await confirm(context, QUESTION))) return EXIT.no
    const { kept, released } = await breakLock(place, lock)
    context.stdout.write(outcomeText(lock, { kept, released }))
    if (released && isYoung(lock, context.clock.now())) context.stdout.write(ALIVE)
    return EXIT.done
  },
}

const QUESTION = 'If that run is still alive, it would write without a lock until its next phase. Remove it?'
/** Milliseconds within which the holder, or what it has sent, may still be under way. */
const YOUNG = 600_000

function isYoung({ since }: Lock, now: Date): boolean {
  return now.getTime() - Date.parse(since) < YOUNG
}

const ALIVE =
  'if that run is still alive, it ends before its next phase; what it has sent may still arrive: give it a moment\n'
const NAMES_SHOWN = 10

function lockText(target: string, { actor, run, since, intent }: Lock, now: Date): string {
  const lines = [
    `lock of '${target}'`,
    `  holder  ${printable(actor)}`,
    ...(run === null ? [] : [`  run     ${printable(run)}`]),
    `  age     ${ageOf(since, now)}${since === '' ? '' : ` (since ${printable(since)})`}`,
    `  writes  ${intent === null ? 'not known: policyctl did not write this ref' : namesIn(intent)}`,
  ]
  return `${lines.join('\n')}\n`
}

function namesIn(intent: NonNullable<Lock['intent']>): string {
  const names = [...intent.keys()]
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : ''
  return `${names.slice(0, NAMES_SHOWN).join(', ')}${more}`
}

function outcomeText({ intent }: Lock, { kept, released }: { kept: number; released: boolean }): string {
  const removed = released ? 'removed' : 'it was gone already'
  if (intent === null) return `${removed}; look at policyctl drift before the next apply\n`
  if (kept === 0) return `${removed}; that run had come as far as its ledger, nothing is left to finish\n`
  const policies = kept === 1 ? '1 policy' : `${kept} policies`
  return `${removed}; what that run may have left of ${policies} is kept in the ledger: policyctl apply finishes the job\n`
}
