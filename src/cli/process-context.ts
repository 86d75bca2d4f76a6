/** The context as a command sees it, made of the real process. */
import { setMaxListeners } from 'node:events'
import { nodeContext } from '../node-context.ts'
import { printable } from '../words/printable.ts'
import type { CliContext, Input, Output } from './cli-context.ts'

/** The context, and what became of the streams. */
export interface ProcessContext extends CliContext {
  /**
   * Waits until all that was written has left the process.
   *
   * @returns why some of it could not be written; null where it could, or where nobody wanted to read it.
   */
  outputFault(): Promise<string | null>
}

export function processContext({ noColor, version }: { noColor: boolean; version: string }): ProcessContext {
  const signals = stopSignals()
  const faults: string[] = []
  const onFault = (fault: string): void => void faults.push(fault)
  const stderr = outputOf(process.stderr, { noColor, onFault })
  return {
    ...nodeContext(),
    notify: ({ text }) => stderr.write(`${printable(text)}\n`),
    stdin: inputOf(process.stdin),
    stdout: outputOf(process.stdout, { noColor, onFault }),
    stderr,
    get stop() {
      return signals.stop
    },
    get kill() {
      return signals.kill
    },
    version,
    outputFault: async () => {
      await Promise.all([flushed(process.stdout), flushed(process.stderr)])
      return faults[0] ?? null
    },
  }
}

interface OutputChoices {
  readonly noColor: boolean
  readonly onFault: (fault: string) => void
}

/** A full disk or a terminal that is gone ends no run half-way: it goes on, and is told at the end. */
function outputOf(stream: NodeJS.WriteStream, { noColor, onFault }: OutputChoices): Output {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that closed its end (| head) is no fault of ours.
    if (error.code !== 'EPIPE') onFault(error.message)
  })
  const { env } = process
  const isForced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '' && env.FORCE_COLOR !== '0'
  const isRefused = noColor || (env.NO_COLOR !== undefined && env.NO_COLOR !== '') || env.TERM === 'dumb'
  return {
    isTerminal: stream.isTTY === true,
    hasColor: !isRefused && (isForced || stream.isTTY === true),
    columns: stream.columns ?? 80,
    write: (text) => void stream.write(text),
    caughtUp: () => (stream.writableNeedDrain ? flushed(stream) : Promise.resolve()),
  }
}

/** Ends also where the stream is broken: its fault has been told then. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => void stream.write('', () => resolve()))
}

function inputOf(stream: NodeJS.ReadStream): Input {
  return {
    isTerminal: stream.isTTY === true,
    readLine: async (signal) => {
      const { createInterface } = await import('node:readline')
      return new Promise((resolve) => {
        const lines = createInterface({ input: stream, ...(signal === undefined ? {} : { signal }) })
        lines.once('line', (line) => {
          resolve(line)
          lines.close()
        })
        lines.once('close', () => resolve(null))
      })
    },
  }
}

/** Listening starts with the first look at a signal, so that commands without writes die at once, as users expect. */
function stopSignals(): { readonly stop: AbortSignal; readonly kill: AbortSignal } {
  const stop = new AbortController()
  const kill = new AbortController()
  // Every write that waits listens; many at a time are no leak.
  setMaxListeners(0, stop.signal, kill.signal)
  let isListening = false
  const listen = (): void => {
    if (isListening) return
    isListening = true
    const onSignal = (): void => (stop.signal.aborted ? kill.abort() : stop.abort())
    process.on('SIGINT', onSignal)
    // A second of these is no more urgent than the first: only Ctrl-C twice stops at once.
    process.on('SIGTERM', () => stop.abort())
    process.on('SIGHUP', () => stop.abort())
  }
  return {
    get stop() {
      listen()
      return stop.signal
    },
    get kill() {
      listen()
      return kill.signal
    },
  }
}
