/** A real terminal for tests: tmux with a server of its own. */
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { CLI } from './run-cli.ts'

interface Terminal {
  /** Types text; 'Enter', 'C-c' and other names of keys go to `press`. */
  type(text: string): void
  press(key: string): void
  /** What is on the screen, without the spaces at the ends of lines. */
  screen(): string
  /** The screen, as soon as it shows `text`; fails after ten seconds. */
  shows(text: string | RegExp): Promise<string>
}

/** Starts `policyctl` with these arguments in a terminal; afterwards the shell prints `status=N`. */
export function terminalWith(
  args: readonly string[],
  options: { cwd: string; env?: Readonly<Record<string, string>>; columns?: number; rows?: number },
): Terminal {
  const socket = `policyctl-${randomUUID()}`
  const tmux = (...words: string[]): string =>
    execFileSync('tmux', ['-L', socket, '-f', '/dev/null', ...words], { encoding: 'utf8' })
  onTestFinished(() => {
    tmux('kill-server')
  })
  const environment = Object.entries({ HOME: options.cwd, PATH: process.env.PATH ?? '', ...options.env }).map(
    ([name, value]) => `${name}=${quoted(value)}`,
  )
  // Ctrl-C is for the program; the shell that tells its status lives on.
  const command = `trap : INT; env -i TERM=screen ${environment.join(' ')} ${[process.execPath, CLI, ...args].map(quoted).join(' ')}; echo status=$?; cat`
  const size = ['-x', String(options.columns ?? 100), '-y', String(options.rows ?? 50)]
  tmux('new-session', '-d', ...size, '-c', options.cwd, `sh -c ${quoted(command)}`)
  const screen = (): string =>
    tmux('capture-pane', '-p')
      .replace(/[ \n]+$/g, '')
      .replace(/ +$/gm, '')
  return {
    type: (text) => void tmux('send-keys', '-l', text),
    press: (key) => void tmux('send-keys', key),
    screen,
    shows: (text) => shown(screen, text),
  }
}

async function shown(screen: () => string, text: string | RegExp): Promise<string> {
  for (let tries = 0; tries < 200; tries += 1) {
    const seen = screen()
    if (typeof text === 'string' ? seen.includes(text) : text.test(seen)) return seen
    await delay(50)
  }
  throw new Error(`the terminal never showed ${text}; it shows:\n${screen()}`)
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`
}
