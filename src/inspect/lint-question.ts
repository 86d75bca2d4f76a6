/** The question that lint answers. */
export interface LintQuestion {
  /** Files and folders, from the current folder; [] for all policies of the project. */
  readonly paths: readonly string[]
  /** Fixes findings that can be fixed without changing any decision. */
  readonly fix: boolean
  /** With `fix`: also files that other targets get. */
  readonly shared?: boolean
  /** Also checks against the target's tools, connectors and bindings. */
  readonly live: boolean
  /** Also lists the findings that the baseline hides. */
  readonly baseline?: boolean
}
