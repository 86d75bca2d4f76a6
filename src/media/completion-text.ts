/**
 * Prints the completion scripts of the shells. The scripts know no commands:
 * each asks policyctl for the words that may stand at the end of the line, and
 * offers files if there are none.
 */
import type { CompletionAnswer, Shell } from '../answers/completion.ts'

export function completionText({ view }: CompletionAnswer): string {
  return view.kind === 'script' ? SCRIPTS[view.shell] : view.words.map((word) => `${word}\n`).join('')
}

const SCRIPTS: Readonly<Record<Shell, string>> = {
  // No mapfile: the bash of macOS does not have it.
  bash: `# In ~/.bashrc: eval "$(policyctl completion bash)"
_policyctl() {
  local word
  COMPREPLY=()
  while IFS= read -r word; do
    COMPREPLY+=("$word")
  done < <("$1" completion bash -- "\${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
}
complete -o default -F _policyctl policyctl
`,
  zsh: `#compdef policyctl
# In ~/.zshrc, after compinit: eval "$(policyctl completion zsh)"
_policyctl() {
  local -a found
  found=("\${(@f)$("\${words[1]}" completion zsh -- "\${(j: :)words[1,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${found[1]}" ]]; then
    compadd -- "\${found[@]}"
  else
    _files
  fi
}
if [[ "\${funcstack[1]}" == _policyctl ]]; then
  _policyctl "$@"
else
  compdef _policyctl policyctl
fi
`,
  fish: `# In ~/.config/fish/config.fish: policyctl completion fish | source
function __policyctl_words
    set -l found (policyctl completion fish -- (commandline --current-process --cut-at-cursor | string collect) 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline --current-token --cut-at-cursor)
    end
end
complete --command policyctl --no-files --arguments '(__policyctl_words)'
`,
}
