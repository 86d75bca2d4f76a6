/**
 * Changes a file as git does: the new contents are written to FILE.lock, which
 * only one process can create; renaming it to FILE publishes the change and
 * releases the lock. Readers never see half a file.
 */
import type { BigIntStats } from 'node:fs'
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { makeFolder } from '../files/make-folder.ts'

const POLL = 10
/** Milliseconds after which an untouched lock counts as left by a killed process: writing takes only milliseconds. */
const ABANDONED_AFTER = 3000

export interface FileLock {
  /** Replaces the file and releases the lock. @returns the identity of the new file. */
  replace(text: string): Promise<string>
  /** Releases the lock without a change; does nothing after replace. */
  release(): Promise<void>
}

/** @throws PolicyctlError file-unwritable. */
export async function lockFile(file: string): Promise<FileLock> {
  const path = `${file}.lock`
  try {
    makeFolder(dirname(file))
    return heldLock(file, path, await created(path))
  } catch (error) {
    throw unwritable(file, error)
  }
}

function heldLock(file: string, path: string, handle: FileHandle): FileLock {
  let isHeld = true
  const release = async (): Promise<void> => {
    if (!isHeld) return
    isHeld = false
    await handle.close()
    await rm(path, { force: true })
  }
  const replace = async (text: string): Promise<string> => {
    try {
      await handle.writeFile(text)
      const written = identityOf(await handle.stat({ bigint: true }))
      // Another process may have taken this lock for abandoned, and have its own there now.
      if ((await identity(path)) !== written) throw new Error('the lock was taken away')
      await rename(path, file)
      isHeld = false
      await handle.close()
      return written
    } catch (error) {
      throw unwritable(file, error)
    }
  }
  return { replace, release }
}

async function created(path: string): Promise<FileHandle> {
  let seen = ''
  for (let waited = 0; ; waited += POLL) {
    try {
      // wx fails if the path exists, so it never follows a symbolic link.
      return await open(path, 'wx', 0o600)
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error
    }
    const now = await identity(path)
    if (now !== seen) waited = 0
    else if (waited >= ABANDONED_AFTER) await rm(path, { force: true })
    seen = now
    await delay(POLL)
  }
}

/** Returns a text that changes with every write to the file, and if another file takes its place. */
export async function identity(path: string): Promise<string> {
  try {
    return identityOf(await stat(path, { bigint: true }))
  } catch (error) {
    if (isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR')) return 'absent'
    throw error
  }
}

function identityOf({ ino, size, mtimeNs }: BigIntStats): string {
  return `${ino} ${size} ${mtimeNs}`
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

/** Only what the system says is final: a lock that was taken away may be had again. */
function unwritable(file: string, error: unknown): unknown {
  if (error instanceof PolicyctlError || !(error instanceof Error && 'code' in error)) return error
  return new PolicyctlError('file-unwritable', {
    message: `${file} cannot be written: ${error.message}`,
    hint: 'check that the folder exists, is writable and has space left',
  })
}
