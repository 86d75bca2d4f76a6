#!/usr/bin/env node
/**
 * argv → command → streams and exit status; with the action the only user of
 * process. The version is answered before anything is loaded, so that the
 * start stays near that of node itself.
 */
const argv = process.argv.slice(2)
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  process.stdout.write(`${__POLICYCTL_VERSION__}\n`)
} else {
  const { keepCompiled, optimiseLate } = await import('./cli/compile-cache.ts')
  keepCompiled(process.env)
  if (argv[0] === 'lint') {
    optimiseLate(process.versions.v8)
    const { lintMain } = await import('./cli/lint-main.ts')
    process.exitCode = await lintMain(argv)
  } else {
    const { main } = await import('./cli/main.ts')
    process.exitCode = await main(argv)
  }
}
