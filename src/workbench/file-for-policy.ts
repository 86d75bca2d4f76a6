import { posix } from 'node:path'
import { RESERVED_NAMES } from '../policy/policy-name.ts'
import { isTestFile } from '../policy/policy-path.ts'

/** Longest name of a file on the usual systems, in bytes. */
const LONGEST_FILE_NAME = 255

/** Returns the file for a new policy, or why it can have none. @param folder of the policies, relative to the root. */
export function fileForPolicy(folder: string, name: string): { file: string } | { fault: string } {
  const file = posix.join(folder.replaceAll('\\', '/'), `${name}.yaml`)
  if (RESERVED_NAMES.includes(name))
    return { fault: `a policy cannot be named '${name}', a reserved word of the API` }
  if (isTestFile(file)) return { fault: `${file} would be read as a policy test` }
  if (Buffer.byteLength(`${name}.yaml`) > LONGEST_FILE_NAME)
    return { fault: 'its name is too long for a file' }
  return { file }
}
