import { BARE } from '../commands/override-options.ts'

/**
 * Makes flags like `--allow-behind [targets]` take a value only after `=`.
 * Commander would take the next word as the value: in `apply --allow-behind
 * plan.json` that is the plan file.
 */
export function withBareFlags(
  argv: readonly string[],
  options: readonly { readonly flags: string }[],
): readonly string[] {
  const flags = new Set(options.flatMap(({ flags }) => /^(--[a-z-]+) \[/.exec(flags)?.[1] ?? []))
  const end = argv.indexOf('--')
  return argv.map((word, at) => (flags.has(word) && (end < 0 || at < end) ? `${word}=${BARE}` : word))
}
