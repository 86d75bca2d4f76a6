/** Where the temporary folders of tests cost no disk. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, rmSync, statfsSync, writeFileSync } from 'node:fs'
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
    const { bavail, bsize } = statfsSync(at)
    return bavail * bsize >= ENOUGH && mayStartFrom(at) ? join(at, `policyctl-tests-${process.pid}`) : null
  } catch {
    return null
  }
}

function mayStartFrom(at: string): boolean {
  const program = join(at, `policyctl-tests-${process.pid}.sh`)
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o700 })
  const { status } = spawnSync(program)
  rmSync(program)
  return status === 0
}
