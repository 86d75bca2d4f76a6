/**
 * Every error code with the exit status it ends the run with. Each has a page
 * in docs/errors/ and a test that raises it.
 */
export const EXIT_STATUS_OF = {
  usage: 4,
  'path-not-found': 4,
  'config-invalid': 4,
  'config-not-found': 4,
  'target-unknown': 4,
  'target-ambiguous': 4,
  'target-required': 4,
  'endpoint-invalid': 4,
  'key-missing': 4,
  'confirmation-required': 4,
  'file-unwritable': 4,
  internal: 4,
} as const satisfies Record<string, 1 | 3 | 4>

export type ErrorCode = keyof typeof EXIT_STATUS_OF
