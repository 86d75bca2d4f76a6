// Generates what the schemas say, and bundles the command line and the library into dist/. What every command may
// need is one file, since each file that is loaded costs the start of a run; what few need is loaded when it is
// asked for (docs/decisions/0001-one-bundle-per-command.md).
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { build } from 'esbuild'
import { writeBillOfMaterials } from './build/bill-of-materials.mjs'
import { writeDeclarations } from './build/declarations.mjs'
import { generate } from './build/generate.mjs'
import { compileModules } from './build/modules.mjs'

await generate()

/** What only the package has: for consumers and auditors, and slow to make. */
const DECLARATIONS = 'index.d.ts'
const BILL_OF_MATERIALS = 'sbom.cdx.json'

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
const modulesTo = option('modules-to')
if (modulesTo !== null) await compileModules(modulesTo)

/** One arrow makes V8 hold a file of a megabyte as two, and read it half as fast: esbuild leaves them in templates and patterns. */
function escapeText(path) {
  const text = readFileSync(path, 'utf8')
  const escaped = text.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  if (escaped !== text) writeFileSync(path, escaped)
}

async function buildPackage() {
  // npm builds once more between prepack and the tarball: what only the package has stays.
  const isKept = (name) => name === DECLARATIONS || name === BILL_OF_MATERIALS
  mkdirSync('dist', { recursive: true })
  for (const name of readdirSync('dist').filter((name) => !isKept(name)))
    rmSync(`dist/${name}`, { recursive: true })
  // Names stay, so that a stack trace still tells where; the rest is read faster, and is smaller to install.
  const short = { minifyWhitespace: true, minifySyntax: true }
  const split = {
    ...common,
    ...short,
    outdir: 'dist',
    splitting: true,
    metafile: true,
    banner: { js: REQUIRE },
  }
  // Apart: whatever the library shares with a command would be cut out of what the command loads,
  // and each file that is loaded costs the start of every run.
  const built = await Promise.all([
    build({ ...split, entryPoints: { cli: 'src/cli.ts' }, chunkNames: 'chunks/[name]-[hash]' }),
    build({ ...split, entryPoints: { index: 'src/index.ts' }, chunkNames: 'library/[name]-[hash]' }),
  ])
  for (const { outputs } of built.map(({ metafile }) => metafile)) Object.keys(outputs).forEach(escapeText)
  // The entry calls no require, and answers --version: the import would be a tenth of that.
  writeFileSync('dist/cli.js', readFileSync('dist/cli.js', 'utf8').replace(`${REQUIRE}\n`, ''))
  if (!process.argv.includes('--package')) return
  writeBillOfMaterials(
    `dist/${BILL_OF_MATERIALS}`,
    built.map(({ metafile }) => metafile),
  )
  await writeDeclarations(`dist/${DECLARATIONS}`)
}
