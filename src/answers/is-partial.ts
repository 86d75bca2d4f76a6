import type { DiffDocument } from './diff.ts'

/** Tells whether a part of a comparison cannot be read: then nobody knows that nothing else differs. */
export function isPartial({
  unreadable,
  unreadableFiles,
  uncompared,
}: Pick<DiffDocument, 'unreadable' | 'unreadableFiles' | 'uncompared'>): boolean {
  return unreadable.length + unreadableFiles.length + uncompared.length > 0
}
