import { execFileSync } from 'node:child_process'

/** Once before all tests: the end-to-end tests run the bundle that users run. */
export default function setup(): void {
  execFileSync(process.execPath, ['build.mjs'], { stdio: 'inherit' })
}
