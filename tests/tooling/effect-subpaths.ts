// The sources import from `effect`, whose entry point loads all of its modules. The published files import the modules that
// they use. They are the same modules, so a host that imports from `effect` shares their classes.

/** Returns compiled code or declarations with imports of the modules of effect. Throws for an import that it cannot read. */
export const withEffectSubpaths = (text: string, file: string): string => {
  const rewritten = text
    .replaceAll(/^import (type )?\{([^}]*)\} from "effect";?$/gm, (_, type: string | undefined, names: string) =>
      names
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== "")
        .map((name) => namespaceImport(name, type !== undefined))
        .join("\n"),
    )
    .replaceAll(/import\("effect"\)\.(\w+)/g, `import("effect/$1")`)
  if (/^(import|export)\b.*"effect"|import\("effect"\)/m.test(rewritten))
    throw new Error(`${file} imports effect in a form that is not known`)
  return rewritten
}

const namespaceImport = (specifier: string, isType: boolean): string => {
  const [, type, name = "", alias = name] = /^(type )?(\w+)(?: as (\w+))?$/.exec(specifier) ?? []
  if (!/^[A-Z]/.test(name)) throw new Error(`effect exports no module named ${specifier}`)
  return `import ${isType || type !== undefined ? "type " : ""}* as ${alias} from "effect/${name}";`
}
