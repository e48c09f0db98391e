import type { Page } from "@playwright/test";

const press = (selector: string) => (page: Page) => page.locator(selector).filter({ visible: true }).first().click();

/** Brings the page to its other theme, by the control that a reader has; a system without one is not listed. */
export const TOGGLES: Record<string, (page: Page, theme: "light" | "dark") => Promise<void>> = {
  html: press("#toggle"),
  eleventy: press("#toggle"),
  hugo: press("#toggle"),
  mkdocs: press("label[for^=__palette]"),
  vitepress: press(".VPSwitchAppearance"),
  sphinx: furo,
  myst: furo,
  async docusaurus(page, theme) {
    // The button goes round: system, light, dark.
    const root = page.locator("html");
    for (let nth = 0; nth < 3 && (await root.getAttribute("data-theme-choice")) !== theme; nth += 1) {
      await page.getByRole("button", { name: /dark and light mode/ }).filter({ visible: true }).click();
    }
  },
  async mdbook(page, theme) {
    const choice = page.locator(theme === "dark" ? "#mdbook-theme-navy" : "#mdbook-theme-light");
    // The list stays open after a choice.
    if (!(await choice.isVisible())) await page.locator("#mdbook-theme-toggle").click();
    await choice.click();
  },
  async starlight(page, theme) {
    await page.locator("starlight-theme-select select").filter({ visible: true }).first().selectOption(theme);
  },
};

async function furo(page: Page, theme: "light" | "dark"): Promise<void> {
  // The button goes round: system, dark, light.
  const body = page.locator("body");
  for (let nth = 0; nth < 3 && (await body.getAttribute("data-theme")) !== theme; nth += 1) {
    await page.locator(".theme-toggle").filter({ visible: true }).first().click();
  }
}
