import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

test("no link inside the site leads nowhere, and no id stands twice", async ({ page, explainer }) => {
  await explainer.goto();
  const { ids, here, elsewhere } = await page.evaluate(() => {
    const links = [...document.querySelectorAll<HTMLAnchorElement>("a[href]")];
    const folder = location.origin + location.pathname;
    const inSite = links.filter((it) => it.href.startsWith(folder));
    return {
      ids: [...document.querySelectorAll("[id]")].map((it) => it.id),
      here: links.map((it) => it.getAttribute("href") ?? "").filter((it) => it.startsWith("#")),
      elsewhere: inSite.map((it) => it.href).filter((it) => !it.startsWith(`${folder}#`)),
    };
  });
  expect(ids.filter((it, nth) => ids.indexOf(it) !== nth), "ids that stand twice").toEqual([]);
  expect(here.map((it) => it.slice(1)).filter((it) => !ids.includes(it)), "anchors that are not there").toEqual([]);
  for (const address of new Set(elsewhere)) {
    const answer = await page.request.get(address);
    expect.soft(answer.status(), address).toBe(200);
  }
});

test("every heading and every figure has an address", async ({ page }) => {
  await page.goto("/");
  const without = await page.locator("main h3, main h4").evaluateAll((all) =>
    all.filter((it) => !it.id && !it.closest("[id]")?.matches(".err, #errors")).map((it) => it.textContent),
  );
  expect(without).toEqual([]);
  await expect(page.locator("figure.fig:not([id])")).toHaveCount(0);
  await expect(page.locator("main section > :is(h2, h3) > a.anchor")).toHaveCount(await page.locator("main > section:not(#glossary) :is(h2, h3)").count());
});
