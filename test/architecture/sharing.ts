/**
 * Which files of tests share their workers, modules and all: those that change
 * nothing which another file could meet. Loading the sources anew costs more
 * than most of these tests do; vitest.config.ts asks here. Files that start
 * processes, and do nothing else of it, share workers of their own, which are
 * processes.
 *
 * A file is alone when something that it imports, however far, out of test/
 * matches another reason. What it imports out of src/ is no reason: the sources keep
 * no state but memories of pure answers (sharing.test.ts holds them to that).
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const STARTS = 'starts processes'

/** Of these files the reason is known to be none. */
const NO_REASON: Readonly<Record<string, string>> = {
  // Its runs take turns, and each gives the process back as it was: test/action/run-action-in-process.test.ts holds it to that.
  'test/support/action/run-action-in-process.ts': 'looks at or changes the process',
  // It says on standard error which program is missing.
  'test/support/suite/lacks.ts': 'looks at or changes the process',
  // Its clock runs fast, and judges nothing.
  'test/support/reliability/run-on-emulator.ts': 'measures',
}

/** In code without comments. */
const REASONS: Readonly<Record<string, RegExp>> = {
  [STARTS]: /'(?:node:)?(?:child_process|cluster|worker_threads)'|'playwright-core'/,
  // Reading a variable is no reason; the workers of one project have the same ones, and the same Node.
  'looks at or changes the process':
    /(?<!-)\bprocess\.(?!execPath\b|env\.\w+\b(?! *(?:\?\?|\|\|)?=[^=]))|'node:process'/,
  'changes what others use':
    /\bvi\.|\bglobalThis\b|\.prototype\b|defineProperty|configureGlobal|GlobalDispatcher/,
  'changes how tests are judged': /\bexpect\.(?:extend|add)/,
  // A bound of its own on its time too: what else a worker has loaded and kept slows it down.
  measures: /\bperformance\.|\bmeasure\w*\(|\}, [\d_]+\)|\btimeout: *\d/,
}

const IMPORT =
  /^(?:import|export)\b(?! type\b)[^'"`;]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm

/** Files that are loaded with this one, by specifier as it stands there; types are not. */
export function specifiersLoaded(text: string): readonly string[] {
  return [...text.matchAll(IMPORT)].map(([, from, alone, lazy]) => from ?? alone ?? lazy ?? '')
}

/** @returns why a file with this text would be alone; null for one that may share. */
export function reasonIn(text: string): string | null {
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  return Object.entries(REASONS).find(([, pattern]) => pattern.test(code))?.[0] ?? null
}

/** @param root of the repository. @returns paths below it, `test/…`, sorted. */
export function sharingFiles(root: string): readonly string[] {
  return testFiles(root).filter((path) => reasonsOf(root, path).length === 0)
}

/** Files that start processes and are alone for no other reason; as sharingFiles. */
export function startingFiles(root: string): readonly string[] {
  const startsOnly = (reasons: readonly string[]): boolean =>
    reasons.length > 0 && reasons.every((reason) => reason.endsWith(`: ${STARTS}`))
  return testFiles(root).filter((path) => startsOnly(reasonsOf(root, path)))
}

/** What starts the command line or the Action as processes, with the Node that runs the tests. */
const PROCESSES =
  /support\/run\/(?:run-cli|terminal)\.ts'|\brunAction\b|\bonStart\b|\bkillingGit\b|\bprocess\.execPath\b/

/** Files in which a process is the point; as sharingFiles. .ci/run --nodes runs them on later Nodes too. */
export function processFiles(root: string): readonly string[] {
  return testFiles(root).filter((path) => PROCESSES.test(readFileSync(join(root, path), 'utf8')))
}

export function testFiles(root: string): readonly string[] {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((path) => `test/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.test.ts'))
    .sort()
}

/** `file: reason` of every file of test/ that is loaded with this one. */
export function reasonsOf(root: string, path: string): readonly string[] {
  const seen = new Set<string>()
  const visit = (file: string): readonly string[] => {
    if (seen.has(file)) return []
    seen.add(file)
    const { reason, loads } = readOnce(root, file)
    return [...(reason === null ? [] : [`${file}: ${reason}`]), ...loads.flatMap(visit)]
  }
  return visit(path)
}

interface TestSource {
  readonly reason: string | null
  /** Files of test/, by path from the root. */
  readonly loads: readonly string[]
}

const read = new Map<string, TestSource>()

function readOnce(root: string, file: string): TestSource {
  const known = read.get(join(root, file))
  if (known !== undefined) return known
  const text = readFileSync(join(root, file), 'utf8')
  const loads = specifiersLoaded(text)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => join(dirname(file), specifier).replaceAll('\\', '/'))
    .filter((path) => /^test\/.*\.m?[jt]s$/.test(path) && existsSync(join(root, path)))
  const reason = reasonIn(text)
  const source = { reason: reason === NO_REASON[file] ? null : reason, loads }
  read.set(join(root, file), source)
  return source
}
