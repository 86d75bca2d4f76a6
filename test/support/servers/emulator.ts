import { onTestFinished } from 'vitest'
import { type Emulator, type EmulatorOptions, startEmulator } from '../../../src/emulator/start-emulator.ts'

/** The emulated API, in memory unless a file is given, ended when the test ends. */
export async function emulator(options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  const started = await startEmulator({ file: null, ...options })
  onTestFinished(() => started.close())
  return started
}
