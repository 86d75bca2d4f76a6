const CAUSES: Readonly<Record<string, string>> = {
  ELOOP: 'is a link that leads back to itself',
  ENOENT: 'leads to nothing',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  EMFILE: 'cannot be read: the system lets this process open no more files',
  ENFILE: 'cannot be read: the system opens no more files',
}

/** Why the system would not read a file, as the end of a sentence. */
export function causeOf(error: unknown): string {
  const { code = '' } = error as NodeJS.ErrnoException
  return CAUSES[code] ?? `cannot be read (${code || String(error)})`
}
