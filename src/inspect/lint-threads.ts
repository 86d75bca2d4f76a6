/** Chooses how many threads a lint gets: another one pays for its start only where there are many files. */
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { FolderContents } from '../files/folder-contents.ts'
import { isRegularFile } from '../files/path-on-disk.ts'
import { lookedFor } from '../lint/lint.ts'
import { keepPolicies } from '../workbench/parsed-folder.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { lookedFiles, startTeam, type Team } from './lint-team.ts'

/** Fewer files than this are done before another thread has begun. */
const FILES_A_THREAD = 2_000
const MOST_THREADS = 7

/** The number of threads beside this one that pay for their start. */
export function threadsFor(files: number, cores: number = availableParallelism()): number {
  return Math.max(0, Math.min(cores - 1, Math.floor(files / FILES_A_THREAD), MOST_THREADS))
}

/** Beside the library, and above the parts of the command line. */
const SCRIPTS = ['./lint-worker.mjs', '../lint-worker.mjs']

/** @returns null where the build has no file for threads: the Action is one file, and the sources are no build. */
function threadScript(): URL | null {
  const scripts = SCRIPTS.map((path) => new URL(path, import.meta.url))
  return scripts.find((script) => isRegularFile(fileURLToPath(script))) ?? null
}

/** The threads of one run. */
export class LintThreads {
  readonly #workbench: Workbench
  #team: Team | null = null

  constructor(workbench: Workbench) {
    this.#workbench = workbench
  }

  /** Starts as many as pay for themselves. Targets of a fleet share what they work out, and have none. */
  start(files: number): void {
    const { fleet, isOneOfSeveral } = this.#workbench
    const threads = threadsFor(files)
    if (this.#team !== null || threads === 0 || fleet !== null || isOneOfSeveral) return
    const script = threadScript()
    if (script !== null) this.#team = startTeam(threads, script)
  }

  /** Has the files of a folder looked at, and remembers what was found. @throws PolicyctlError thread-lost */
  async look(contents: FolderContents): Promise<void> {
    this.start(contents.paths.policies.length)
    if (this.#team === null) return
    const { checks } = this.#workbench.project.config
    keepPolicies(contents, await lookedFiles(contents, lookedFor(checks), this.#team))
  }

  /** Ends them, whatever they are at. */
  end(): void {
    this.#team?.end()
  }
}
