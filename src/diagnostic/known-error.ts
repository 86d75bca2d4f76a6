import { PolicyctlError } from './policyctl-error.ts'

/**
 * Turns anything thrown into the one error class: an unknown error is a limit of
 * the system, or a fault of the tool.
 */
export function knownError(error: unknown): PolicyctlError {
  if (error instanceof PolicyctlError) return error
  return limitReached(error) ?? fault(error)
}

/** Any code that opens a file can meet these, also the loading of policyctl's own modules. */
const LIMITS: Readonly<Record<string, readonly [fact: string, hint: string]>> = {
  EMFILE: ['this process may open no more files', 'raise the limit: ulimit -n 1024'],
  ENFILE: ['the system opens no more files', 'close other programs, or raise fs.file-max'],
  ENOMEM: ['the system has no more memory', 'close other programs, or give the machine more'],
  ENOSPC: ['the disk is full', 'free disk space'],
  EDQUOT: ["this user's part of the disk is full", 'free disk space'],
}

function limitReached(error: unknown): PolicyctlError | null {
  const [fact, hint] = LIMITS[(Object(error) as NodeJS.ErrnoException).code ?? ''] ?? []
  if (fact === undefined || hint === undefined) return null
  return new PolicyctlError('system-limit', {
    message: `${fact}: ${error instanceof Error ? error.message : String(error)}`,
    hint: `${hint}, and run it again`,
    cause: error,
  })
}

function fault(error: unknown): PolicyctlError {
  return new PolicyctlError('internal', {
    message: `policyctl has a fault: ${error instanceof Error ? error.message : String(error)}`,
    hint: 'run it again with --verbose and report what it prints',
    cause: error,
  })
}
