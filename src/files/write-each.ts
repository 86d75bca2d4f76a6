import { withFilesWritten } from '../diagnostic/with-files-written.ts'

/**
 * Writes files one after the other. An error in the middle names those that are written by then.
 *
 * @param write false: it left the file alone. @returns the files that were written. @throws as write.
 */
export function writeEach<File extends { readonly file: string }>(
  files: readonly File[],
  write: (file: File) => boolean,
): readonly string[] {
  const written: string[] = []
  for (const one of files) {
    try {
      if (write(one)) written.push(one.file)
    } catch (error) {
      throw withFilesWritten(error, written)
    }
  }
  return written
}
