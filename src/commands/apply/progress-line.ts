import type { Progress } from '../../apply/run.ts'
import type { StoreFailure } from '../../diagnostic/store-failure.ts'
import { progressText } from '../../media/apply-text.ts'
import { printable } from '../../words/printable.ts'
import type { Invocation } from '../command.ts'

/** What a run shows on standard error while it goes on. */
export interface ProgressLine {
  readonly show: (progress: Progress) => void
  /** A failure after which it is tried again. */
  readonly trouble: (failure: StoreFailure) => void
  /** Why nothing seems to happen. */
  readonly notice: (text: string) => void
  readonly stopping: () => void
  /** Takes the line away, so that results start on a clean one, and shows nothing more. */
  end(): void
}

const TO_START_AND_CLEAR = '\r\u001b[2K'

/** The same trouble is told again after so many milliseconds. */
const TOLD_FOR = 15_000

const STOPPING = 'stopping: what is in flight is finished first; Ctrl-C again does not wait for it'

/** One line on a terminal, written over and over; in a pipe only what a log needs. */
export function progressLine({ context: { stderr, clock }, global }: Invocation): ProgressLine {
  let [isShown, isOver] = [false, global.quiet]
  const told = new Map<string, number>()
  const clear = (): void => {
    if (isShown) stderr.write(TO_START_AND_CLEAR)
    isShown = false
  }
  const note = (text: string): void => {
    clear()
    stderr.write(`${text}\n`)
  }
  return {
    show: (progress) => {
      if (isOver || !stderr.isTerminal) return
      isShown = true
      stderr.write(TO_START_AND_CLEAR + progressText(progress).slice(0, stderr.columns - 1))
    },
    trouble: ({ code, message }) => {
      const last = told.get(code)
      if (isOver || (last !== undefined && clock.elapsed() - last < TOLD_FOR)) return
      told.set(code, clock.elapsed())
      note(`${printable(message)}; trying again`)
    },
    notice: (text) => {
      if (!isOver) note(printable(text))
    },
    stopping: () => {
      if (!isOver) note(STOPPING)
    },
    end: () => {
      clear()
      isOver = true
    },
  }
}
