import { expect, test } from "../support/fixtures.ts";

// What stands in the page as it was built; no program needed.
test.use({ needsRegistry: false, javaScriptEnabled: false });

test("headings and captions alone tell the story", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);

  // Sections are named by subject; what stands below them says what is so, which takes words and a verb.
  const parts = await page.locator("main section > h3[id]").evaluateAll((all) =>
    all.map((it) => [...it.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent).join("").trim()),
  );
  expect(parts.length).toBeGreaterThanOrEqual(40);
  for (const words of parts) {
    expect.soft(words.split(/\s+/).length, `a heading that concludes: ${words}`).toBeGreaterThanOrEqual(3);
    expect.soft(words, "a heading is no question and no sentence").not.toMatch(/[.?!:]$/);
  }
  expect(new Set(parts).size, "no heading stands twice").toBe(parts.length);

  const captions = await page.locator("figure.fig figcaption").evaluateAll((all) =>
    all.map((it) => [...it.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent).join("").trim()),
  );
  expect(captions).toHaveLength(10);
  for (const words of captions) {
    expect.soft(words, `a caption is a sentence: ${words}`).toMatch(/[.!]$/);
    expect.soft(words.split(/\s+/).length, `a caption concludes: ${words}`).toBeGreaterThanOrEqual(6);
    expect.soft(words, `a caption names no drawing: ${words}`).not.toMatch(/^(A|An|The) (figure|diagram|picture|table|overview)\b/);
  }
  expect(new Set(captions).size, "no caption stands twice").toBe(captions.length);
});
