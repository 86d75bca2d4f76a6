/** The question that lint answers. */
export interface LintQuestion {
  /** Files and folders, from the current folder; [] for all policies of the project. */
  readonly paths: readonly string[]
  /** Mends what can be mended without changing what is allowed. */
  readonly fix: boolean
  /** With `fix`: also files that other targets get. */
  readonly shared?: boolean
  /** Looks at the target's tools, connectors and bindings too. */
  readonly live: boolean
  /** Lists what the baseline hides as well. */
  readonly baseline?: boolean
}
