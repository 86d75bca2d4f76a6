import type { CommandOption } from './command.ts'

/** For what writes policy files: a file of a layer may serve targets that nobody asked about. */
export const SHARED: CommandOption = {
  flags: '--shared',
  description: 'also edit files that other targets get; the targets are named, with what changes for them',
}
