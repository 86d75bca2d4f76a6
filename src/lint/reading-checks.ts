/** The checks that are made while files are read; their findings come with the parsed files. */
import type { ReadingCheck } from './check.ts'

const LOCKED = [
  ...[
    'unreadable-file',
    'absent-file',
    'symbolic-link',
    'content-elsewhere',
    'not-utf8',
    'too-large',
    'too-deep',
    'unreadable-yaml',
    'unreadable-json',
  ],
  ...['unresolved-alias', 'alias-bomb', 'duplicate-key', 'empty-document', 'misplaced-policy'],
  ...['missing-field', 'wrong-type', 'wrong-value', 'empty-value', 'empty-policy', 'too-many-findings'],
  ...['invalid-permission', 'invalid-name', 'reserved-name'],
]

export const READING_CHECKS: readonly ReadingCheck[] = [
  ...LOCKED.map((id): ReadingCheck => ({ kind: 'reading', id, severity: 'error', isLocked: true })),
  { kind: 'reading', id: 'unknown-field', severity: 'error' },
  { kind: 'reading', id: 'unread-folder', severity: 'warning' },
]
