import type { ListedCommand } from './command.ts'
import { command } from './lint.ts'

export const LISTED_LINT: ListedCommand = {
  name: 'lint',
  summary: 'Check policy files: the schema, then what policies mean',
  command,
}
