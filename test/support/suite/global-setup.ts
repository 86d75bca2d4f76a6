import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { BUILT } from './built-sources.ts'

interface Project {
  readonly config: { readonly env: Readonly<Record<string, unknown>> }
}

/** Once before all tests: the end-to-end tests run the bundle that users run, the others its modules. */
export default function setup({ config }: Project): () => void {
  execFileSync(process.execPath, ['build.mjs', `--modules-to=${BUILT}`], { stdio: 'inherit' })
  const { TMPDIR: folder } = config.env
  if (typeof folder !== 'string') return () => {}
  mkdirSync(folder, { recursive: true })
  return () => rmSync(folder, { recursive: true, force: true })
}
