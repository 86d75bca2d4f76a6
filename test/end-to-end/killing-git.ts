import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { git } from '../support/git/git.ts'
import { folderWith } from '../support/suite/folder.ts'

/**
 * A `git` for PATH that kills the process that called it, with SIGKILL, when
 * its arguments contain `pattern` (a shell pattern); any other call goes to git.
 */
export function killingGit(pattern: string): { readonly PATH: string } {
  const real = git('/', '--exec-path')
  const script = `#!/bin/sh\ncase "$*" in ${pattern}) kill -9 $PPID; exit 1;; esac\nexec "${real}/git" "$@"\n`
  const bin = folderWith({ git: script })
  chmodSync(join(bin, 'git'), 0o755)
  return { PATH: `${bin}:${process.env.PATH}` }
}
