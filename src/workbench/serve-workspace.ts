import { resolve } from 'node:path'
import { type ServeAnswer, serveAnswer } from '../answers/serve.ts'
import { assertFilePlace } from '../files/assert-place.ts'
import type { Context } from './context.ts'

export interface ServeQuestion {
  /** JSON file that holds the workspace, from the current folder; null: it lives in memory. */
  readonly file: string | null
  /** 0 for any that is free. */
  readonly port: number
  /** Milliseconds before each answer. */
  readonly latency: number
  /** Faults on purpose (docs/emulator.md); '' for none. */
  readonly faults: string
}

/** Serves the embedded API: answers when it listens, and ends when the run is stopped. @throws PolicyctlError file-unwritable; of the emulator. */
export async function* serveWorkspace(
  context: Context,
  { file: named, port, latency, faults }: ServeQuestion,
): AsyncGenerator<ServeAnswer> {
  const file = named === null ? null : resolve(context.cwd, named)
  if (file !== null) assertFilePlace(file)
  // Loaded only when needed, so that other runs start faster.
  const { startEmulator } = await import('../emulator/start-emulator.ts')
  const emulator = await startEmulator({
    file,
    port,
    latency,
    faults,
    onRequest: ({ method, path }) => {
      context.notify({ kind: 'detail', text: `${method} ${path}` })
      return undefined
    },
  })
  try {
    yield serveAnswer({ url: emulator.url, file })
    await stopped(context)
  } finally {
    await emulator.close()
  }
}

function stopped({ stop }: Context): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) resolve()
    else stop.addEventListener('abort', () => resolve(), { once: true })
  })
}
