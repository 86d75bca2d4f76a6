import { type CompletionAnswer, completionAnswer, SHELLS, type Shell } from '../answers/completion.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { namesAround } from '../inspect/names-around.ts'
import { completionText } from '../media/completion-text.ts'
import { type Command, defineCommand, type ListedCommand } from './command.ts'
import { completeLine } from './complete-line.ts'

/** Makes the command `completion`: it prints the script for a shell, or the words that can complete a line. @param commands of the whole command line. */
export function completionCommand(commands: () => readonly ListedCommand[]): Command {
  return defineCommand<CompletionAnswer>({
    name: 'completion',
    description:
      'Prints a script for the shell to read; it completes commands, options, targets and policies,\nand asks policyctl for the names in the current project.',
    arguments: [
      ['<shell>', SHELLS.join(', ')],
      ['[line]', 'the command line so far; prints the words that can complete it (for the script)'],
    ],
    hasFormat: false,
    media: { text: (answer) => ({ stdout: completionText(answer) }) },
    examples: [
      ['policyctl completion bash', 'in ~/.bashrc: eval "$(policyctl completion bash)"'],
      ['policyctl completion zsh', 'in ~/.zshrc, after compinit: eval "$(policyctl completion zsh)"'],
      ['policyctl completion fish', 'in config.fish: policyctl completion fish | source'],
    ],
    answer: async ({ context, args: [name = '', line] }) => {
      const shell = shellCalled(name)
      if (line === undefined) return completionAnswer({ kind: 'script', shell })
      const words = completeLine({ line, commands: commands(), names: await namesAround(context) })
      return completionAnswer({ kind: 'words', words: shell === 'bash' ? afterBreaks(words, line) : words })
    },
  })
}

function shellCalled(name: string): Shell {
  const shell = SHELLS.find((known) => known === name)
  if (shell !== undefined) return shell
  throw new PolicyctlError('usage', {
    message: `there is no completion for '${name.slice(0, 40)}'`,
    hint: `choose one of ${SHELLS.join(', ')}`,
  })
}

/** Cuts words for bash, which ends a word at a colon or an equals sign, and replaces only the part behind it. */
function afterBreaks(words: readonly string[], line: string): readonly string[] {
  const typed = line.split(/\s+/).at(-1) ?? ''
  const kept = Math.max(typed.lastIndexOf(':'), typed.lastIndexOf('=')) + 1
  return words.map((word) => word.slice(kept))
}
