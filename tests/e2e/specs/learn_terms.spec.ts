import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false, javaScriptEnabled: false });

const NEEDED = ["image index", "manifest", "digest", "diff ID", "variant", "attestation", "platform", "layer", "config"];

test("terms are linked to the glossary, where each is defined", async ({ page }) => {
  await page.goto("/");
  const terms = await page.locator("main a.term").evaluateAll((all) =>
    all.map((it) => ({ words: it.textContent ?? "", href: it.getAttribute("href") ?? "", title: it.getAttribute("title") ?? "" })),
  );
  expect(terms.length).toBeGreaterThanOrEqual(30);
  for (const { words, href, title } of terms) {
    expect.soft(title, `${words} is explained where it stands`).not.toBe("");
    await expect.soft(page.locator(`#glossary ${href} dd`), words).toHaveCount(1);
  }
  const defined = await page.locator("#glossary dt").allTextContents();
  for (const name of NEEDED) {
    const entry = page.locator("#glossary .terms > div").filter({ has: page.locator("dt", { hasText: new RegExp(`^${name}$`, "i") }) });
    await expect.soft(entry, `${name} of ${defined.join(", ")}`).toHaveCount(1);
    const anchor = await entry.first().getAttribute("id");
    expect.soft(terms.some(({ href }) => href === `#${anchor}`), `${name} is linked from the text`).toBe(true);
  }
});

test("a term leads to its definition and Back returns to the sentence", async ({ page }) => {
  await page.goto("/");
  const term = page.locator("#image-index a.term").first();
  await term.click();
  const href = await term.getAttribute("href");
  await expect(page.locator(href!)).toBeInViewport();
  expect(new URL(page.url()).hash).toBe(href);
  await page.goBack();
  await expect(term).toBeInViewport();
});
