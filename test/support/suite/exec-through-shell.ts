/**
 * Runs programs through a small shell, one at a time, and waits for each: as execFileSync does, for a third of
 * what it costs. Node forks to start a process and copies the page tables of the whole worker (spawn-through-shell.ts);
 * this shell is started once for a file of tests and has next to none.
 *
 * Orders and statuses go through two named pipes, which block on either side: nothing else runs meanwhile.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface ScriptRun {
  readonly cwd: string
  readonly program: string
  readonly args: readonly string[]
  /** All variables that it gets. */
  readonly env: Readonly<Record<string, string>>
}

interface ScriptShell {
  readonly folder: string
  readonly child: ChildProcess
  readonly orders: number
  readonly statuses: number
}

let shell: ScriptShell | null = null

/** @returns standard output. @throws Error with `status` and `stderr` for any status but 0. */
export function runThroughShell({ cwd, program, args, env }: ScriptRun): string {
  shell ??= startShell()
  const [out, err] = ['out', 'err'].map((name) => join(shell?.folder ?? '', name)) as [string, string]
  const variables = Object.entries(env).map(([name, value]) => `${name}=${quoted(value)}`)
  const command = [...variables, ...[program, ...args].map(quoted)].join(' ')
  const files = `</dev/null >${quoted(out)} 2>${quoted(err)}`
  writeSync(shell.orders, `( cd ${quoted(cwd)} && ${command} ) ${files}; echo $? >&4\n`)
  const status = Number(lineOf(shell.statuses))
  if (status === 0) return readFileSync(out, 'utf8')
  const stderr = readFileSync(err, 'utf8')
  const message = `Command failed: ${[program, ...args].join(' ')}\n${stderr}`
  throw Object.assign(new Error(message), { status, stderr })
}

/** Ends when the shell has, so that its time counts as that of the tests. */
export async function endShell(): Promise<void> {
  if (shell === null) return
  const { child, orders, statuses, folder } = shell
  shell = null
  const hasEnded = new Promise((resolve) => child.once('exit', resolve))
  closeSync(orders)
  closeSync(statuses)
  await hasEnded
  rmSync(folder, { recursive: true, force: true })
}

const READY = 10_000

function startShell(): ScriptShell {
  const folder = mkdtempSync(join(tmpdir(), 'policyctl-shell-'))
  const script = 'mkfifo statuses orders && exec /bin/sh 4>statuses <orders'
  const env = { PATH: process.env.PATH ?? '' }
  const child = spawn('/bin/sh', ['-c', script], { cwd: folder, env, stdio: 'ignore' })
  child.unref()
  const orders = join(folder, 'orders')
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (let waited = 0; !existsSync(orders); waited += 1) {
    if (waited > READY) throw new Error(`there is no shell with mkfifo in ${folder}`)
    Atomics.wait(pause, 0, 0, 1)
  }
  // Opening waits for the other side, in the order of the script.
  const statuses = openSync(join(folder, 'statuses'), 'r')
  return { folder, child, statuses, orders: openSync(orders, 'w') }
}

function lineOf(pipe: number): string {
  const bytes = Buffer.alloc(16)
  let line = ''
  while (!line.endsWith('\n')) {
    const count = readSync(pipe, bytes)
    if (count === 0) throw new Error('the shell that runs programs for tests has ended')
    line += bytes.toString('latin1', 0, count)
  }
  return line
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
