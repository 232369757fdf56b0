import type { Command, Flag } from "./command.ts"
import { flagsOf } from "./read-call.ts"

type Commands = ReadonlyMap<string, Command>

const wordsOf = (command: Command): ReadonlyArray<string> => [
  ...(command.words ?? []),
  ...flagsOf(command).map(({ name }) => `--${name}`),
  "--help",
]

const withValue = (command: Command): ReadonlyArray<string> =>
  flagsOf(command).flatMap(({ name, value }) => (value === undefined ? [] : [`--${name}`]))

/** After a flag with a value, bash completes file names. */
const bash = (commands: Commands): string => `_shopwright() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} words=
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${[...commands.keys(), "help", "--help", "--version"].join(" ")}"
  else
    case "\${COMP_WORDS[1]} $previous" in
${[...commands]
  .filter(([, command]) => withValue(command).length > 0)
  .map(
    ([name, command]) =>
      `      ${withValue(command)
        .map((flag) => `"${name} ${flag}"`)
        .join("|")}) return ;;`,
  )
  .join("\n")}
    esac
    case "\${COMP_WORDS[1]}" in
${[...commands].map(([name, command]) => `      ${name}) words="${wordsOf(command).join(" ")}" ;;`).join("\n")}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o bashdefault -o default -F _shopwright shopwright
`

const zsh = (commands: Commands): string => `#compdef shopwright
_shopwright() {
  local -a commands
  commands=(
${[...commands].map(([name, { summary }]) => `    ${quoted(`${name}:${summary}`)}`).join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case $words[2] in
${[...commands].map(([name, command]) => `    ${name}) _arguments ${zshArguments(command)} ;;`).join("\n")}
  esac
}
# A file of $fpath is read at the first completion, and completes by itself then. Otherwise it is only registered.
if [ "$funcstack[1]" = _shopwright ]; then
  _shopwright "$@"
else
  compdef _shopwright shopwright
fi
`

const zshArguments = (command: Command): string =>
  [
    ...flagsOf(command).map(({ name, value, about }) =>
      quoted(`--${name}[${about.replaceAll(/[[\\]:]/g, "\\\\$&")}]${value === undefined ? "" : `:${value}:_files`}`),
    ),
    quoted(`*:argument:${command.words === undefined ? "_files" : `{ compadd ${command.words.join(" ")}; _files }`}`),
  ].join(" ")

const fish = (commands: Commands): string =>
  [...commands]
    .flatMap(([name, command]) => [
      `complete -c shopwright -n __fish_use_subcommand -f -a ${name} -d ${quoted(command.summary)}`,
      ...(command.words ?? []).map(
        (word) => `complete -c shopwright -n '__fish_seen_subcommand_from ${name}' -a ${quoted(word)}`,
      ),
      ...flagsOf(command).map((flag) => fishFlag(name, flag)),
    ])
    .map((line) => `${line}\n`)
    .join("")

const fishFlag = (command: string, { name, value, about }: Flag): string =>
  `complete -c shopwright -n '__fish_seen_subcommand_from ${command}' -l ${name}${value === undefined ? "" : " -r"} -d ${quoted(about)}`

/** Quotes a text for a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** The completion script of each shell. */
export const completionScripts: Readonly<Record<string, (commands: Commands) => string>> = { bash, zsh, fish }
