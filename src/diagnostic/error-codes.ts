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
  'key-invalid': 4,
  'proxy-invalid': 4,
  'name-unsafe': 4,
  unauthorized: 4,
  forbidden: 4,
  'not-found': 4,
  'request-refused': 4,
  redirected: 4,
  throttled: 4,
  'server-error': 4,
  'connection-failed': 4,
  'connection-lost': 4,
  'timed-out': 4,
  'answer-not-json': 4,
  'answer-invalid': 4,
  'answer-too-large': 4,
  'answer-paginated': 4,
  'workspace-damaged': 4,
  'port-unavailable': 4,
  internal: 4,
} as const satisfies Record<string, 1 | 3 | 4>

export type ErrorCode = keyof typeof EXIT_STATUS_OF
