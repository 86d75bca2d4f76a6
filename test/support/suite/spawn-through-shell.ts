/**
 * Starts git for the sources through a small shell, for as long as a file of tests runs.
 *
 * Node forks to start a process, and a fork copies the page tables of who forks: of a worker, with the
 * sources and the tests in it, that is more than git itself costs. The shell is small. What goes in and comes
 * out goes through files, in memory where there is a place for that, so that nobody has to carry it.
 *
 * Only gits of src/git/run-git.ts go this way; what else a test starts, it starts itself.
 * test/git/spawn-through-shell.test.ts holds both ways against each other.
 */
import childProcess, { type ChildProcessWithoutNullStreams, type SpawnOptions } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { constants as system, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { PassThrough, Writable } from 'node:stream'

/** Every run of run-git.ts has it; no other does. */
const OURS = 'safe.bareRepository=explicit'

export const realSpawn = childProcess.spawn

export interface LightStarts {
  /** As spawn of node:child_process, for a program that is given all its input at once. */
  spawn(program: string, args: readonly string[], options: SpawnOptions): ChildProcessWithoutNullStreams
  /** Ends when all that was started has. */
  end(): Promise<void>
}

/** Until the function that is returned has been called, gits of the sources are started lightly. */
export function startLightly(): () => Promise<void> {
  let starts: LightStarts | null = null
  const spawn = (program: string, args: readonly string[] = [], options: SpawnOptions = {}) => {
    if (program !== 'git' || !args.includes(OURS)) return realSpawn(program, args, options)
    starts ??= lightStarts()
    return starts.spawn(program, args, options)
  }
  setSpawn(spawn as typeof realSpawn)
  return async () => {
    setSpawn(realSpawn)
    await starts?.end()
  }
}

function setSpawn(spawn: typeof realSpawn): void {
  childProcess.spawn = spawn
  syncBuiltinESMExports()
}

/** With an empty environment: what a program gets is what is said for it. */
export function lightStarts(): LightStarts {
  const folder = mkdtempSync(join(tmpdir(), 'policyctl-starts-'))
  const shell = realSpawn('/bin/sh', ['-s'], { cwd: folder, env: {}, stdio: ['pipe', 'pipe', 'ignore'] })
  const running = new Map<string, (status: number) => void>()
  createInterface({ input: shell.stdout }).on('line', (line) => {
    const [id = '', status = ''] = line.split(' ')
    running.get(id)?.(Number(status))
    running.delete(id)
    // The shell forgets who has ended.
    if (running.size === 0 && shell.stdin.writable) shell.stdin.write('wait\n')
  })
  let started = 0
  return {
    spawn: (program, args, options) => {
      const path = programIn(program, options)
      if (path === null) return realSpawn(program, args, options) as ChildProcessWithoutNullStreams
      started += 1
      const id = String(started)
      return lightChild(join(folder, id), (ended) => {
        running.set(id, ended)
        shell.stdin.write(`${lineFor({ id, path, args, options })}\n`)
      })
    },
    end: async () => {
      const hasEnded = new Promise((resolve) => shell.on('close', resolve))
      shell.stdin.end('wait\n')
      await hasEnded
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const NAME = /^[A-Za-z_]\w*$/

/** Null where the shell could not do what Node would. */
function programIn(program: string, { cwd, env = {} }: SpawnOptions): string | null {
  const isThere = typeof cwd === 'string' && existsSync(cwd)
  if (!isThere || !Object.keys(env).every((name) => NAME.test(name))) return null
  return foundOn(env.PATH ?? '', program)
}

const found = new Map<string, string>()

/** Most runs have the same PATH, and most folders of it do not have the program. */
function foundOn(path: string, program: string): string | null {
  const known = found.get(`${path} ${program}`)
  if (known !== undefined && mayStart(known)) return known
  const paths = path.split(delimiter).map((folder) => join(folder, program))
  const first = paths.find(mayStart) ?? null
  if (first !== null) found.set(`${path} ${program}`, first)
  return first
}

function mayStart(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

interface Start {
  readonly id: string
  readonly path: string
  readonly args: readonly string[]
  readonly options: SpawnOptions
}

function lineFor({ id, path, args, options: { cwd, env = {} } }: Start): string {
  const variables = Object.entries(env).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${quoted(value)}`],
  )
  const command = [...variables, ...[path, ...args].map(quoted)].join(' ')
  const files = `<"$f.in" >"$f.out" 2>"$f.err"`
  return `f=$PWD/${id}; { ( cd ${quoted(String(cwd))} && ${command} ${files} ); echo "${id} $?"; } &`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** Exit statuses of a shell above this one are signals. Git's own end with 129. */
const LAST_STATUS = 129
const SIGNALS = new Map(Object.entries(system.signals).map(([name, number]) => [number, name]))

/**
 * The folder of a test goes when the test ends, and a git that nobody waits for may be about to start in it:
 * the shell cannot enter it then, and Node could not either.
 */
function notStarted(): NodeJS.ErrnoException {
  const failure = { errno: -system.errno.ENOENT, code: 'ENOENT', syscall: 'spawn git', path: 'git' }
  return Object.assign(new Error('spawn git ENOENT'), failure)
}

/** Null where nothing was started that could have made it. */
function outputIn(file: string): Buffer | null {
  return existsSync(file) ? readFileSync(file) : null
}

/** @param start is called when all of its input is there. */
function lightChild(
  files: string,
  start: (ended: (status: number) => void) => void,
): ChildProcessWithoutNullStreams {
  const input: Buffer[] = []
  const child = new EventEmitter()
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const stdin = new Writable({
    write: (piece: Buffer, _encoding, done) => {
      input.push(piece)
      done()
    },
    final: (done) => {
      writeFileSync(`${files}.in`, Buffer.concat(input))
      start(ended)
      done()
    },
  })
  const ended = (status: number): void => {
    const outputs = ['out', 'err'].map((end) => outputIn(`${files}.${end}`))
    const failure = outputs.includes(null) ? notStarted() : null
    const signal = status > LAST_STATUS ? (SIGNALS.get(status - 128) ?? null) : null
    const how = signal === null ? [failure?.errno ?? status, null] : [null, signal]
    if (failure === null) child.emit('exit', ...how)
    else child.emit('error', failure)
    let open = 2
    for (const [stream, output] of [
      [stdout, outputs[0]],
      [stderr, outputs[1]],
    ] as const) {
      stream.end(output ?? undefined)
      stream.once('end', () => {
        open -= 1
        if (open === 0) child.emit('close', ...how)
      })
    }
    for (const end of ['in', 'out', 'err']) rmSync(`${files}.${end}`, { force: true })
  }
  const kill = (): never => {
    throw new Error('what was started lightly cannot be killed: let the test start it itself')
  }
  return Object.assign(child, { stdin, stdout, stderr, kill, pid: undefined }) as never
}
