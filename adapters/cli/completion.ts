import type { Command } from "./command.ts"
import { completionScripts } from "./completion-scripts.ts"
import { UsageError } from "./failure.ts"

const shells = Object.keys(completionScripts)

const notes = `Install it with one of
  bash   echo 'source <(shopwright completion bash)' >> ~/.bashrc
  zsh    shopwright completion zsh > ~/.zfunc/_shopwright     (a folder of $fpath, before compinit)
  fish   shopwright completion fish > ~/.config/fish/completions/shopwright.fish`

/** Creates the command `completion` for the given commands. They include the command itself. */
export const makeCompletion = (commands: () => Promise<ReadonlyMap<string, Command>>): Command => ({
  summary: "print the script that completes commands and options in a shell",
  synopsis: ` ${shells.join("|")}`,
  about: "Prints a script with which a shell completes the commands and options of shopwright.",
  notes: () => notes,
  scope: null,
  flags: [],
  words: shells,
  run: async ({ positionals: [shell, ...rest] }) => {
    const script = shell !== undefined && Object.hasOwn(completionScripts, shell) ? completionScripts[shell] : undefined
    if (script === undefined || rest.length > 0) throw new UsageError(`Name one shell: ${shells.join(", ")}`)
    process.stdout.write(script(await commands()))
  },
})
