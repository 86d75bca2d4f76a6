import type { Progress } from '../../apply/run.ts'
import { progressText } from '../../report/apply-text.ts'
import type { Invocation } from '../command.ts'

export interface ProgressLine {
  readonly show: (progress: Progress) => void
  /** Takes it away, so that results start on a clean line. */
  end(): void
}

const TO_START_AND_CLEAR = '\r\u001b[2K'

/** One line on a terminal, written over and over; nothing in a pipe. */
export function progressLine({ context: { stderr }, global }: Invocation): ProgressLine {
  if (!stderr.isTerminal || global.quiet) return { show: () => {}, end: () => {} }
  let isShown = false
  return {
    show: (progress) => {
      isShown = true
      stderr.write(TO_START_AND_CLEAR + progressText(progress).slice(0, stderr.columns - 1))
    },
    end: () => {
      if (isShown) stderr.write(TO_START_AND_CLEAR)
    },
  }
}
