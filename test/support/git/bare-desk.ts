/**
 * Somebody's desk in front of a bare remote: what is committed there is on the remote at once, as after a
 * push. Pushing starts eight processes, this none but those that commit.
 */
import { join } from 'node:path'
import { folderWith, writeFiles } from '../suite/folder.ts'
import { gitScript } from './git.ts'

export interface BareDesk {
  /** Has the files of the branch, and no repository. */
  readonly folder: string
  /** The newest commit of the branch. */
  head(): string
  /** Commits what is in the folder, with these files; also where nothing changed. @returns the commit. */
  commit(files: Readonly<Record<string, string>>): string
  /** Takes the branch back to where another one is; the folder has the files of that. */
  startAgain(from: string): void
}

interface BareDeskOptions {
  /** The folder of the remote. */
  readonly bare: string
  /** New, without `refs/heads/`. */
  readonly branch: string
  /** Branch that it starts from. */
  readonly from: string
  /** A whole name that the newest commit has, too. */
  readonly alsoAs: string
}

const READ = 'git read-tree --reset -u "refs/heads/$1" && git rev-parse "refs/heads/$1"'

const COMMIT = `git add -A && tree=$(git write-tree) && commit=$(git commit-tree "$tree" -p "$1" -m Change) &&
printf 'update refs/heads/%s %s\\nupdate %s %s\\n' "$2" "$commit" "$3" "$commit" | git update-ref --stdin &&
echo "$commit"`

export function bareDesk({ bare, branch, from, alsoAs }: BareDeskOptions): BareDesk {
  const folder = folderWith()
  const index = join(folderWith(), 'index')
  const env = { GIT_DIR: bare, GIT_WORK_TREE: folder, GIT_INDEX_FILE: index }
  let head = gitScript(folder, READ, [from], env)
  return {
    folder,
    head: () => head,
    commit: (files) => {
      writeFiles(folder, files)
      head = gitScript(folder, COMMIT, [head, branch, alsoAs], env)
      return head
    },
    startAgain: (other) => {
      head = gitScript(folder, READ, [other], env)
    },
  }
}
