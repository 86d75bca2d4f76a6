import { parsePolicyFile } from '../../../src/parse/parse-policy-file.ts'
import type { ParsedFile } from '../../../src/parse/parsed-file.ts'

/** Parses texts by path, as reading a folder does. */
export function parsed(files: Readonly<Record<string, string>>): readonly ParsedFile[] {
  return Object.entries(files).map(([file, text]) => parsePolicyFile(file, new TextEncoder().encode(text)))
}
