/** Where a workspace lives. Every write is one change of one policy, applied to what is there at that moment. */
import type { StoredPolicy, Workspace } from './workspace.ts'

/** Looks at the policies, changes them or not, and says what to answer. */
export type Change<T> = (policies: Map<string, StoredPolicy>) => {
  readonly hasChanged: boolean
  readonly result: T
}

/** Called after each change has been kept, in order, with all policies as they were just after it. */
export type OnChange = (policies: ReadonlyMap<string, StoredPolicy>) => void

export interface Storage {
  read(): Promise<Workspace>
  change<T>(change: Change<T>): Promise<T>
}

export class MemoryStorage implements Storage {
  readonly #policies: Map<string, StoredPolicy>
  readonly #workspace: Workspace
  readonly #onChange: OnChange | null

  constructor(workspace: Workspace, onChange: OnChange | null) {
    this.#policies = new Map(workspace.policies)
    this.#workspace = { ...workspace, policies: this.#policies }
    this.#onChange = onChange
  }

  async read() {
    return this.#workspace
  }

  async change<T>(change: Change<T>) {
    const { hasChanged, result } = change(this.#policies)
    if (hasChanged) this.#onChange?.(new Map(this.#policies))
    return result
  }
}
