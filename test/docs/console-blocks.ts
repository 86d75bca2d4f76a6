/**
 * The ```console blocks of the documentation, run as a reader would: every
 * line that starts with `$ ` goes to a shell in a fresh copy of the sample
 * project, and what it prints must be what stands below it.
 */
import { execFile } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { CLI } from '../support/run/run-cli.ts'
import { folderWith } from '../support/suite/folder.ts'

export interface ConsoleBlock {
  /** Line of the fence, from 1. */
  readonly line: number
  readonly text: string
  /** Commands that the reader was told to run, in ```sh blocks between the last block and this one. */
  readonly before: readonly string[]
}

const FENCE = /^```console\n([\s\S]*?)^```$/gm

export function consoleBlocksIn(markdown: string): readonly ConsoleBlock[] {
  const blocks: ConsoleBlock[] = []
  let end = 0
  for (const match of markdown.matchAll(FENCE)) {
    const before = commandsIn(markdown.slice(end, match.index))
    const line = markdown.slice(0, match.index).split('\n').length
    blocks.push({ line, text: match[1] ?? '', before })
    end = match.index + match[0].length
  }
  return blocks
}

/** The commands of policyctl in ```sh blocks, without the install before them. */
function commandsIn(markdown: string): readonly string[] {
  const shells = [...markdown.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text)
  return [...shells.join('').matchAll(/^npm ci && npx (policyctl .*)$/gm)].map(([, command = '']) => command)
}

/** The document with its blocks replaced, in order. */
export function withConsoleBlocks(markdown: string, texts: readonly string[]): string {
  const rest = [...texts]
  return markdown.replace(FENCE, () => `\`\`\`console\n${rest.shift() ?? ''}\`\`\``)
}

/** Runs the commands of a block; the session as it should stand in the document. */
export async function sessionOf(block: ConsoleBlock, cwd: string): Promise<string> {
  const commands = block.text.split('\n').filter((line) => line.startsWith('$ '))
  let session = ''
  // A reader runs these in a clone without edits.
  for (const command of block.before) await outputOf(`git checkout -q . && ${command}`, cwd)
  for (const command of commands) session += `${command}\n${await outputOf(command.slice(2), cwd)}`
  return session
}

/** A copy of the sample project, or of another one, in a git repository of its own. */
export async function sampleProject(root = '.'): Promise<string> {
  const cwd = folderWith()
  for (const path of ['policies', 'policyctl.yaml', 'ceilings'])
    if (existsSync(join(root, path))) cpSync(join(root, path), join(cwd, path), { recursive: true })
  mkdirSync(join(cwd, '.bin'))
  writeFileSync(join(cwd, '.bin', 'policyctl'), `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`)
  chmodSync(join(cwd, '.bin', 'policyctl'), 0o755)
  writeFileSync(join(cwd, '.gitignore'), '.policyctl/\n.bin/\n.cache/\n')
  await outputOf('git init -q -b main && git add . && git commit -qm start', cwd)
  return cwd
}

const run = promisify(execFile)

async function outputOf(command: string, cwd: string): Promise<string> {
  const env = {
    PATH: `${join(cwd, '.bin')}:${process.env.PATH}`,
    HOME: cwd,
    XDG_CACHE_HOME: join(cwd, '.cache'),
    GIT_AUTHOR_NAME: 'dev',
    GIT_AUTHOR_EMAIL: 'dev@example.com',
    GIT_COMMITTER_NAME: 'dev',
    GIT_COMMITTER_EMAIL: 'dev@example.com',
    TZ: 'UTC',
  }
  // Exit statuses are part of other tests; here an answer of no is an answer.
  const { stdout } = await run('sh', ['-c', `(${command}) 2>&1; true`], { cwd, env })
  return stdout
}

/** What differs from run to run: times, ages, commits, ports. */
export function withoutMoments(text: string): string {
  return text
    .replace(/\b\d{1,2}:\d{2}(:\d{2})?\b/g, 'TIME')
    .replace(/\b\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?\b/g, 'DATE')
    .replace(/\b[0-9a-f]{7,40}\b/g, 'COMMIT')
    .replace(/just now|\b\d+(\.\d+)? (ms|s|min|h|d)\b( old)?/g, 'AGE')
}
