/**
 * Runs the bundled Action under GitHub's own `@github/local-action`, on Node 24 as a runner does.
 *
 * It stubs `@actions/core` in the packages of the folder that it is started from, and wants an
 * entry that exports `run`. So it is started from the folder that it was installed to, where the
 * bundle's own copy is out of its reach, and gets an entry that only loads the bundle.
 */
import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  type ActionResult,
  type ActionRun,
  BUNDLE,
  runnerEnvironment,
  writtenBy,
} from '../support/action/run-action.ts'
import { folderWith } from '../support/suite/folder.ts'

export const PACKAGES = ['@github/local-action@7.0.1', 'node@24']

/** Installs it outside of this repository. @returns the folder. */
export async function installLocalAction(): Promise<string> {
  const folder = folderWith({ 'package.json': '{ "private": true }\n' })
  const npm = await ended('npm', ['install', '--no-audit', '--no-fund', ...PACKAGES], { cwd: folder })
  if (npm.status !== 0) throw new Error(`npm install ended with ${npm.status}\n${npm.log}`)
  return folder
}

/** @param installed folder with the packages. */
export async function runLocalAction(run: ActionRun, installed: string): Promise<ActionResult> {
  const temp = folderWith({ 'event.json': JSON.stringify(run.event.payload), output: '', summary: '' })
  mkdirSync(join(temp, 'runner'))
  const { PATH: _path, ...env } = runnerEnvironment(run, temp)
  writeFileSync(
    join(temp, 'env'),
    Object.entries(env)
      .map(([name, value]) => `${name}='${value}'\n`)
      .join(''),
  )
  const bin = join(installed, 'node_modules')
  const path = [join(bin, 'node/bin'), join(bin, '.bin'), process.env.PATH].join(':')
  const command = ['run', actionFolder(), 'main.mjs', join(temp, 'env')]
  const options = { cwd: installed, env: { PATH: path, HOME: temp } }
  const { status, log } = await ended(join(bin, '.bin/local-action'), command, options)
  return { status, log, ...writtenBy(temp) }
}

/** action.yml and the bundle as they are, beside an entry that exports what local-action calls. */
function actionFolder(): string {
  const own = dirname(dirname(BUNDLE))
  const folder = folderWith({
    'package.json': '{ "type": "module" }\n',
    'action.yml': readFileSync(join(own, 'action.yml'), 'utf8'),
    'main.mjs': "export const run = () => import('./dist/index.mjs')\n",
  })
  mkdirSync(join(folder, 'dist'))
  copyFileSync(BUNDLE, join(folder, 'dist/index.mjs'))
  return folder
}

interface Ended {
  readonly status: number | null
  readonly log: string
}

function ended(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, options)
    let log = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        log += text
      })
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, log }))
  })
}
