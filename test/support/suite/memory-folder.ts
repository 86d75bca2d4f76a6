/** Where the temporary folders of tests cost no disk. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Tests of large repositories and a browser's profile fit several times. */
const ENOUGH = 2 ** 30

/**
 * @param at a file system in memory, if there is one: Linux has it there.
 * @returns a folder in it that is there for this process alone, to be made and removed by who runs the tests;
 *   null where it is too small, or where no program may be started from (tests start their own git).
 */
export function memoryFolder(at = '/dev/shm'): string | null {
  try {
    accessSync(at, constants.W_OK)
    removeLeftovers(at)
    const { bavail, bsize } = statfsSync(at)
    return bavail * bsize >= ENOUGH && mayStartFrom(at) ? join(at, `policyctl-tests-${process.pid}`) : null
  } catch {
    return null
  }
}

/** A run that is killed removes nothing, and memory is dear: the next one does it. */
function removeLeftovers(at: string): void {
  for (const name of readdirSync(at)) {
    const [, pid] = /^policyctl-tests-(\d+)(?:\.sh)?$/.exec(name) ?? []
    if (pid !== undefined && hasEnded(Number(pid))) remove(join(at, name))
  }
}

function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    // Somebody else's process is there as well (EPERM).
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}

/** Another run may remove it at the same time, and somebody else's stays. */
function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch {}
}

function mayStartFrom(at: string): boolean {
  const program = join(at, `policyctl-tests-${process.pid}.sh`)
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o700 })
  const { status } = spawnSync(program)
  rmSync(program)
  return status === 0
}
