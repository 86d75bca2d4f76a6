import type { CommandOption } from './command.ts'

/** The options that every command takes. */
export const GLOBAL_OPTIONS: readonly CommandOption[] = [
  {
    flags: '--target <name>',
    description:
      'workspace to talk to, a name from policyctl.yaml; for several repeat it or give a glob, if the command takes them',
    parse: (value, previous) => [...((previous as readonly string[] | undefined) ?? []), value],
    isRepeatable: true,
  },
  {
    flags: '--config <file>',
    description: 'config file to use instead of the nearest policyctl.yaml, or git:REF for that of a commit',
  },
  { flags: '--no-color', description: 'no colours (NO_COLOR is honoured too)' },
  { flags: '--quiet', description: 'results, warnings and errors only' },
  { flags: '--verbose', description: 'more detail: lists in full; of serve, each request' },
]
