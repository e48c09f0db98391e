// The snippets of a guide: its fenced blocks whose info string has a second word, which names the block.

/** The named blocks of a Markdown text. */
export function snippetsOf(markdown) {
  const found = new Map();
  const fence = /^(`{3,})([\w-]+) (\S+)\n([\s\S]*?)^\1\n/gm;
  for (const [, , , name, text] of markdown.matchAll(fence)) {
    if (found.has(name)) throw new Error(`the guide has two blocks called ${name}`);
    found.set(name, text.replace(/\n$/, ""));
  }
  return found;
}

/** A source file with each line `@@name@@` replaced by that snippet, as far to the right as the line stands. */
export function fill(source, snippets, file) {
  return source.replace(/^([ \t]*)@@(\S+)@@$/gm, (_, indent, name) => {
    const text = snippets.get(name);
    if (text === undefined) throw new Error(`${file} wants the block ${name}, which the guide does not have`);
    return text.replace(/^(?=.)/gm, indent);
  });
}
