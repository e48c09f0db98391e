import { FIGURE_NAMES, FIGURES } from "../pages/explainer.ts";
import { focused } from "../support/focus.ts";
import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

for (const name of FIGURE_NAMES) {
  test(`figure ${name} answers to the keyboard alone`, async ({ page, explainer }) => {
    await explainer.goto();
    const figure = explainer.figure(name);
    const [parameter, value] = FIGURES[name];
    const control = figure.control(parameter).first();
    await control.focus();
    await expect.poll(() => focused(page).then((it) => it.ringPx), "the focus is visible").toBeGreaterThanOrEqual(2);
    const before = await figure.words();
    const isSelect = await control.evaluate((it) => it.tagName === "SELECT");
    if (isSelect) {
      await page.keyboard.press("ArrowDown");
    } else {
      await figure.control(parameter).and(page.locator(":checked")).focus();
      for (let press = 0; press < 40; press += 1) {
        if ((await figure.control(parameter, value).isChecked())) break;
        await page.keyboard.press("ArrowDown");
      }
      await expect(figure.control(parameter, value)).toBeChecked();
      await expect(figure.control(parameter, value), "the focus stays on what was chosen").toBeFocused();
    }
    await expect.poll(() => figure.words()).not.toBe(before);
    expect(explainer.query().get(`${name}-${parameter}`)).not.toBeNull();
  });
}

test("in the grid of figure 3, Down and Up move by a row", async ({ page, explainer }) => {
  await explainer.goto();
  const cell = (value: string) => explainer.figure("loader").root.locator(`.f3-grid input[value="${value}"]`);
  await cell("c-glibc.alpine").focus();
  for (const [key, value] of [["ArrowDown", "c-musl.alpine"], ["ArrowRight", "c-musl.static"], ["ArrowUp", "c-glibc.static"], ["ArrowUp", "arm64.static"]]) {
    await page.keyboard.press(key);
    await expect(cell(value), key).toBeChecked();
    await expect(cell(value), key).toBeFocused();
  }
});

test("Tab walks the whole page: every stop shows a ring, and nothing hides it", async ({ page, explainer }) => {
  test.setTimeout(180_000);
  await explainer.goto();
  await page.keyboard.press("Tab");
  expect((await focused(page)).label).toContain("Skip to content");
  const seen: string[] = [];
  let isThrough = false;
  while (!isThrough && seen.length < 900) {
    const stop = await page.evaluate(() => {
      const it = document.activeElement as HTMLElement;
      // What is a pixel large is drawn by its label.
      const shown = it.getBoundingClientRect().width > 4 ? it : (it.closest("label") ?? it);
      const box = shown.getBoundingClientRect();
      // Whether a bar that stays while the page scrolls lies over it.
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const bar = document.elementFromPoint(x, y)?.closest(".masthead, .rail");
      return {
        isHidden: box.bottom <= 0 || box.top >= innerHeight || Boolean(bar && !bar.contains(it)),
        isLast: Boolean(it.closest("footer")),
        isLost: it === document.body,
        where: it.closest("figure, section, header, nav")?.id ?? "",
      };
    });
    const { label, ringPx } = await focused(page);
    if (stop.isLost) break;
    expect.soft(ringPx, `the focus is visible on ${label} (${stop.where})`).toBeGreaterThanOrEqual(2);
    expect.soft(stop.isHidden, `the focus is in sight on ${label} (${stop.where})`).toBe(false);
    seen.push(`${stop.where}: ${label}`);
    await page.keyboard.press("Tab");
  }
  for (const name of FIGURE_NAMES) expect.soft(seen.some((it) => it.startsWith(`fig-${name}:`)), `Tab reaches ${name}`).toBe(true);
  expect(seen.length, "Tab comes to an end").toBeLessThan(900);
});
