// Compiles each module of src/ by itself, for the tests: test/support/suite/built-sources.ts says why.
import { readdirSync, rmSync } from 'node:fs'
import { build } from 'esbuild'

/** @param folder that gets them, under the paths that they have below src/; what was in it goes. */
export async function compileModules(folder) {
  rmSync(folder, { recursive: true, force: true })
  const modules = readdirSync('src', { recursive: true }).filter((path) => /(?<!\.d)\.[jt]s$/.test(path))
  await build({
    entryPoints: modules.map((path) => `src/${path}`),
    outbase: 'src',
    outdir: folder,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    logLevel: 'warning',
    plugins: [{ name: 'each by itself', setup: keepApart }],
  })
}

function keepApart({ onResolve }) {
  onResolve({ filter: /.*/ }, ({ path, kind }) => {
    if (kind === 'entry-point') return undefined
    return { path: path.startsWith('.') ? path.replace(/\.ts$/, '.js') : path, external: true }
  })
}
