// Generates what the schemas say, and bundles the command line and the library into dist/. One file per command,
// loaded when it is named: that is what keeps the start near node's own.
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { build } from 'esbuild'
import { generate } from './build/generate.mjs'

await generate()

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
// CommonJS dependencies inside an ES module call require for Node's own modules.
const REQUIRE =
  "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);"

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  define: { __POLICYCTL_VERSION__: JSON.stringify(version) },
  legalComments: 'none',
  logLevel: 'warning',
}

/** `--name=value`, null where it is not given. */
function option(name) {
  const prefix = `--${name}=`
  return process.argv.find((argument) => argument.startsWith(prefix))?.slice(prefix.length) ?? null
}

// The GitHub Action is one file, since a runner installs nothing. Its bytes
// depend on the sources alone: a release can be built again and compared.
const actionTo = option('action-to')
await build({
  ...common,
  entryPoints: ['src/action/main.ts'],
  outfile: actionTo ?? '.github/actions/policyctl/dist/index.mjs',
  banner: { js: REQUIRE },
})
if (actionTo === null) await buildPackage()

async function buildPackage() {
  rmSync('dist', { recursive: true, force: true })
  const split = { ...common, outdir: 'dist', splitting: true, banner: { js: REQUIRE } }
  // Apart: whatever the library shares with a command would be cut out of what the command loads,
  // and each file that is loaded costs the start of every run.
  await Promise.all([
    build({ ...split, entryPoints: { cli: 'src/cli.ts' }, chunkNames: 'chunks/[name]-[hash]' }),
    build({ ...split, entryPoints: { index: 'src/index.ts' }, chunkNames: 'library/[name]-[hash]' }),
  ])
  if (process.argv.includes('--types'))
    execFileSync('npx', ['tsc', '-p', 'tsconfig.types.json'], { stdio: 'inherit' })
}
