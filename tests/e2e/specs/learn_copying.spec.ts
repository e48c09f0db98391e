import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

test("Copy takes a worked file whole", async ({ page, explainer }) => {
  await explainer.goto();
  const files = await page.locator("figure.file").all();
  expect(files.length).toBeGreaterThanOrEqual(6);
  for (const file of files) {
    await file.getByRole("button", { name: "Copy" }).click();
    await expect(file.getByRole("button", { name: "Copied" })).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect.soft(copied).toBe(await file.locator("pre").textContent());
  }
});

test("Save SVG gives a file that stands alone", async ({ page, explainer }) => {
  await explainer.goto();
  // Read on a page without a policy, which would speak up about a drawing's own style.
  const blank = await page.context().newPage();
  for (const figure of explainer.figures) {
    await figure.root.scrollIntoViewIfNeeded();
    const [download] = await Promise.all([page.waitForEvent("download"), figure.act("save")]);
    expect.soft(download.suggestedFilename(), figure.name).toBe(`tagprism-${figure.name}.svg`);
    const parts: Buffer[] = [];
    for await (const part of await download.createReadStream()) parts.push(part as Buffer);
    const found = await blank.evaluate((text) => {
      const svg = new DOMParser().parseFromString(text, "image/svg+xml");
      const dangling = [...svg.querySelectorAll("use")].map((it) => it.getAttribute("href") ?? "");
      return {
        root: svg.documentElement.nodeName,
        error: svg.querySelector("parsererror")?.textContent ?? "",
        title: svg.querySelector("title")?.textContent ?? "",
        outside: dangling.filter((it) => !it.startsWith("#") || !svg.querySelector(it)),
        // A drawing of facts carries its own styles; one taken from the page has none of the page's.
        classes: svg.querySelector("style") ? 0 : svg.querySelectorAll("[class]").length,
      };
    }, Buffer.concat(parts).toString("utf8"));
    expect.soft(found, figure.name).toMatchObject({ root: "svg", error: "", outside: [], classes: 0 });
    expect.soft(found.title, figure.name).not.toBe("");
    await expect.soft(figure.said, figure.name).toHaveText("Picture saved.");
  }
  await blank.close();
});
