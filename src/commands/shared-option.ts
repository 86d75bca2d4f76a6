import type { CommandOption } from './command.ts'

/** For commands that write policy files: a file of a layer may belong to other targets too. */
export const SHARED: CommandOption = {
  flags: '--shared',
  description: 'also edit files that other targets get; the targets are named, with what changes for them',
}
