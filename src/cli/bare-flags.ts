import { BARE } from '../commands/override-options.ts'

/**
 * A flag that may name targets takes none from the next word, as commander
 * would have it: in `apply --allow-behind plan.json` that is a plan file.
 */
export function withBareFlags(
  argv: readonly string[],
  options: readonly { readonly flags: string }[],
): readonly string[] {
  const flags = new Set(options.flatMap(({ flags }) => /^(--[a-z-]+) \[/.exec(flags)?.[1] ?? []))
  const end = argv.indexOf('--')
  return argv.map((word, at) => (flags.has(word) && (end < 0 || at < end) ? `${word}=${BARE}` : word))
}
