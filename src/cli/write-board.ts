/** Shows the progress of an apply: on a terminal in one line that is written again and again; in a pipe only as notes. */
import type { Progress } from '../apply/run.ts'
import type { Watch } from '../deploy/desk.ts'
import { progressText, progressTextOf } from '../media/progress-text.ts'
import { printable } from '../words/printable.ts'
import type { CliContext } from './cli-context.ts'

const TO_START_AND_CLEAR = '\r\u001b[2K'

/** Milliseconds until the same trouble is printed again. */
const REPEATED_AFTER = 15_000

const STOPPING = 'stopping: writes in flight are finished first; press Ctrl-C again to stop at once'

export interface WriteBoard {
  /** @param target null: the only one. */
  watch(target: string | null): Watch
  /** Prints a line that stays. */
  note(text: string): void
}

/** Makes a board whose line is shared by all targets. */
export function writeBoard(
  { stderr, clock }: CliContext,
  { quiet }: { readonly quiet: boolean },
): WriteBoard {
  const going = new Map<string | null, Progress>()
  let isShown = false
  let isStopping = false
  const clear = (): void => {
    if (isShown) stderr.write(TO_START_AND_CLEAR)
    isShown = false
  }
  const note = (text: string): void => {
    clear()
    stderr.write(`${text}\n`)
  }
  const show = (): void => {
    if (quiet || !stderr.isTerminal || going.size === 0) return
    isShown = true
    stderr.write(TO_START_AND_CLEAR + lineOf(going).slice(0, stderr.columns - 1))
  }
  return {
    note: (text) => {
      if (quiet) return
      note(text)
      show()
    },
    watch: (target) => {
      let isOver = quiet
      const printedAt = new Map<string, number>()
      const named = (text: string): string => printable(target === null ? text : `${target}: ${text}`)
      return {
        progress: (progress) => {
          if (isOver) return
          going.set(target, progress)
          show()
        },
        trouble: ({ code, message }) => {
          const last = printedAt.get(code)
          if (isOver || (last !== undefined && clock.elapsed() - last < REPEATED_AFTER)) return
          printedAt.set(code, clock.elapsed())
          note(`${named(message)}; trying again`)
        },
        notice: (text) => {
          if (!isOver) note(named(text))
        },
        stopping: () => {
          if (isOver || isStopping) return
          isStopping = true
          note(STOPPING)
        },
        end: () => {
          going.delete(target)
          clear()
          isOver = true
          show()
        },
      }
    },
  }
}

function lineOf(going: ReadonlyMap<string | null, Progress>): string {
  const only = going.get(null)
  return only === undefined ? progressTextOf(going) : progressText(only)
}
