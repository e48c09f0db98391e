import { FIGURE_NAMES } from "../pages/explainer.ts";
import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false, javaScriptEnabled: false });

test("every figure is a table as well, with the same numbers", async ({ page, explainer }) => {
  await page.goto("/");
  for (const name of FIGURE_NAMES) {
    const figure = explainer.figure(name);
    await figure.twin.locator("summary").click();
    const table = figure.twin.getByRole("table");
    await expect.soft(table, name).toBeVisible();
    await expect.soft(table.locator("caption"), `${name}: what the table shows`).not.toBeEmpty();
    expect.soft(await table.getByRole("row").count(), `${name} has facts`).toBeGreaterThanOrEqual(3);

    // Numbers of several digits in the picture's words are in the table or the sentence below the picture.
    const drawn = numbers(await figure.stage.locator("text, td, th, .plat").allTextContents());
    const told = numbers([await figure.words()]);
    const missing = [...drawn].filter((it) => !told.has(it));
    expect.soft(missing.length / Math.max(drawn.size, 1), `${name} draws numbers that its table lacks: ${missing.join(" ")}`).toBeLessThanOrEqual(0.2);
  }
});

/** Sizes, counts and versions: whatever has three digits or a point and is no part of a word, without what groups it. */
function numbers(texts: string[]): Set<string> {
  const plain = texts.join("\n").replace(/(?<=\d)[\u202f\u00a0,](?=\d{3})/g, "");
  return new Set(plain.match(/(?<![\w/.:-])(\d+(\.\d+)+|\d{3,})(?![\w/-])/g));
}
