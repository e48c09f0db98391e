import { FIGURE_NAMES } from "../pages/explainer.ts";
import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

for (const mode of ["forced colors", "more contrast"] as const) {
  test.describe(`with ${mode}`, () => {
    test.use({ contextOptions: mode === "forced colors" ? { forcedColors: "active" } : { contrast: "more" } });

    test("every platform keeps its name and its sign", async ({ page, explainer }) => {
      await explainer.goto("?host=linux/s390x");
      for (const name of FIGURE_NAMES) {
        const { root } = explainer.figure(name);
        await root.scrollIntoViewIfNeeded();
        const lost = await root.evaluate((figure) => {
          const shown = (it: Element) => it.checkVisibility({ visibilityProperty: true });
          const behind = (it: Element | null): string => {
            for (let at = it; at; at = at.parentElement) {
              const color = getComputedStyle(at).backgroundColor;
              if (color !== "rgba(0, 0, 0, 0)") return color;
            }
            return "rgb(255, 255, 255)";
          };
          const lost: string[] = [];
          for (const it of [...figure.querySelectorAll(".plat")].filter(shown)) {
            const family = it.querySelector("b") ?? it.querySelector("span");
            if (!family?.textContent?.trim()) lost.push(`no name: ${it.outerHTML.slice(0, 100)}`);
            else if (getComputedStyle(family).color === behind(family)) lost.push(`invisible: ${it.textContent}`);
            const sign = it.querySelector("svg.glyph");
            if (sign && getComputedStyle(sign).stroke === behind(sign)) lost.push(`sign invisible: ${it.textContent}`);
          }
          for (const it of [...figure.querySelectorAll("svg .s-fam")].filter(shown)) {
            const svg = it.closest("svg");
            if (getComputedStyle(it).fill === behind(svg)) lost.push(`invisible: ${it.textContent}`);
          }
          return lost;
        });
        expect.soft(lost, name).toEqual([]);
      }
      await expect(page.locator(".rail")).toBeAttached();
    });
  });
}

test.describe("on a reload with the theme of the reader's own", () => {
  test.use({ colorScheme: "light" });

  test("the first paint has it, before the program and its styles have run", async ({ page, explainer }) => {
    await page.addInitScript(() => {
      localStorage.setItem("tagprism-theme", "dark");
      // What the document says about its theme when the body begins to be read.
      const watch = new MutationObserver(() => {
        if (!document.body) return;
        watch.disconnect();
        Object.assign(window, { themeAtBody: document.documentElement.dataset.theme ?? "" });
      });
      watch.observe(document, { childList: true, subtree: true });
    });
    let release = () => {};
    const held = new Promise<void>((resolve) => { release = resolve; });
    await page.route("**/*.wasm", async (route) => {
      await held;
      await route.continue();
    });
    await page.goto("/", { waitUntil: "domcontentloaded" });
    expect(await page.evaluate(() => (window as unknown as { themeAtBody: string }).themeAtBody)).toBe("dark");
    const [paper, ink] = await page.evaluate(() => {
      const style = getComputedStyle(document.documentElement);
      return [style.backgroundColor, getComputedStyle(document.body).color].map((it) => it.match(/\d+/g)!.slice(0, 3).reduce((sum, part) => sum + Number(part), 0));
    });
    expect(paper, "dark paper under light ink").toBeLessThan(ink);
    release();
    await explainer.awake();
    await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();
  });
});
