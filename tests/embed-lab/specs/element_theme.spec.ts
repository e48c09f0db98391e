import { readFile } from "node:fs/promises";
import { expect, figure, SCRIPT, test } from "../support/element.ts";

/** What a documentation system does to its page, in light and in dark. */
const SYSTEMS: [string, string, string, string][] = [
  ["data-theme on html", "html", 'data-theme="light"', 'data-theme="dark"'],
  ["data-theme on body", "body", 'data-theme="light"', 'data-theme="dark"'],
  ["data-md-color-scheme", "body", 'data-md-color-scheme="default"', 'data-md-color-scheme="slate"'],
  ["data-bs-theme", "html", 'data-bs-theme="light"', 'data-bs-theme="dark"'],
  ["the class dark", "html", "", 'class="dark"'],
  ["mdBook's classes", "html", 'class="rust js"', 'class="js coal"'],
];

for (const [name, tag, light, dark] of SYSTEMS) {
  test(`${name} is followed both ways`, async ({ page, host }) => {
    await page.emulateMedia({ colorScheme: "light" });
    await host.open(`<tag-prism figure="match"></tag-prism>${SCRIPT}`);
    const wear = (marks: string) =>
      page.evaluate(
        ([of, text]) => {
          const element = document.querySelector(of) as HTMLElement;
          const [attribute = "", value = ""] = text.split(/="|"$/);
          if (attribute) element.setAttribute(attribute, value);
          else element.removeAttribute("class");
        },
        [tag, marks],
      );
    const html = (await figure(page)).locator("html");
    for (const [marks, theme] of [[dark, "dark"], [light, "light"], [dark, "dark"]]) {
      await wear(marks);
      await expect(html).toHaveAttribute("data-theme", theme);
      await expect(page.locator("tag-prism iframe")).toHaveCSS("color-scheme", theme);
    }
  });
}

test("a page without marks is judged by its color, and without one by the system's choice", async ({ page, host }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await host.open(`<tag-prism figure="match"></tag-prism>${SCRIPT}`, { head: "<style>body{background:#fff}</style>" });
  await expect((await figure(page)).locator("html")).toHaveAttribute("data-theme", "light");
  await host.open(`<tag-prism figure="match"></tag-prism>${SCRIPT}`);
  const html = (await figure(page)).locator("html");
  await expect(html).toHaveAttribute("data-theme", "dark");
  await page.emulateMedia({ colorScheme: "light" });
  await expect(html).toHaveAttribute("data-theme", "light");
});

test("a page that was dark and has lost the class is light, whatever the system prefers", async ({ page, host }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await host.open(`<tag-prism figure="match"></tag-prism>${SCRIPT}<script>document.documentElement.className = "dark"</script>`);
  const html = (await figure(page)).locator("html");
  await expect(html).toHaveAttribute("data-theme", "dark");
  await page.evaluate(() => document.documentElement.removeAttribute("class"));
  await expect(html).toHaveAttribute("data-theme", "light");
});

test("a chosen theme stays when the page changes, and auto follows again", async ({ page, host }) => {
  await host.open(`<tag-prism figure="match" theme="dark"></tag-prism><tag-prism figure="pull" theme="contrast"></tag-prism>${SCRIPT}`);
  const html = (await figure(page)).locator("html");
  await expect(html).toHaveAttribute("data-theme", "dark");
  const contrast = (await figure(page, 1)).locator("html");
  await expect(contrast).toHaveAttribute("data-contrast", "more");
  await expect(contrast).not.toHaveAttribute("data-theme");
  await page.evaluate(() => document.documentElement.setAttribute("data-theme", "light"));
  await expect(html).toHaveAttribute("data-theme", "dark");
  await page.locator("tag-prism").first().evaluate((it) => it.setAttribute("theme", "auto"));
  await expect(html).toHaveAttribute("data-theme", "light");
  await expect(html.locator('meta[name="color-scheme"]').first()).toHaveAttribute("content", "light");
});

test("a plain frame follows the page unless its address says otherwise", async ({ page, host }) => {
  await host.open(`<iframe src="SITE/embed/match" title="A"></iframe><iframe src="SITE/embed/pull?theme=light" title="B"></iframe>${SCRIPT}`);
  await expect(page.frameLocator("iframe >> nth=1").locator("html[data-runs]")).toHaveCount(1);
  await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
  await expect(page.frameLocator("iframe >> nth=0").locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.frameLocator("iframe >> nth=1").locator("html")).toHaveAttribute("data-theme", "light");
});

test("an accent that cannot be read is not used", async ({ page, host }) => {
  const notes: string[] = [];
  page.on("console", (message) => notes.push(message.text()));
  await host.open(`<tag-prism figure="match" accent="0b4fa0"></tag-prism>${SCRIPT}`);
  const html = (await figure(page)).locator("html");
  await expect(html).toHaveAttribute("data-accent", "0b4fa0");
  expect(await html.evaluate((it) => it.style.getPropertyValue("--accent"))).toBe("#0b4fa0");
  await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
  await expect(html).not.toHaveAttribute("data-accent");
  expect(await html.evaluate((it) => it.style.getPropertyValue("--accent"))).toBe("");
  expect(notes.join()).toContain("accent 0b4fa0 is not used");
});

test("the papers that an accent is compared with are those of the style", async () => {
  const root = new URL("../../../", import.meta.url);
  const [script, tokens] = await Promise.all(["build/embed/frame.js", "style/tokens.css"].map((name) => readFile(new URL(name, root), "utf8")));
  for (const [theme, token] of [["light", "paper"], ["dark", "night"]]) {
    const color = new RegExp(`--raw-${token}: #([0-9a-f]{6})`).exec(tokens)?.[1];
    expect(script).toContain(`${theme}: "${color}"`);
  }
});

test("words in the address that mean nothing are ignored", async ({ page, host }) => {
  await host.open(`<iframe src="SITE/embed/match?theme=%3Cscript%3E&bg=red&accent=red%3B&controls=all&motion=fast&fit=x&emit=2" title="A"></iframe>`);
  const html = page.frameLocator("iframe").locator("html[data-runs]");
  await expect(html).toHaveCount(1);
  const marks = await html.evaluate((it) => Object.keys(it.dataset).sort());
  expect(marks).toEqual(["embed", "query", "runs"]);
});

test("what the address says is on the page before it is drawn", async ({ page, host }) => {
  await host.open(`<iframe src="SITE/embed/match?theme=dark&bg=transparent&controls=steps&motion=reduce&fit=both" title="A"></iframe>`);
  const html = page.frameLocator("iframe").locator("html");
  for (const [name, value] of [["theme", "dark"], ["bg", "transparent"], ["controls", "steps"], ["motion", "reduce"], ["fit", "both"]]) {
    await expect(html).toHaveAttribute(`data-${name}`, value);
  }
});
