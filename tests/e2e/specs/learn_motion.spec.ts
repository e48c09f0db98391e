import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

test("no change in a figure needs a drag", async ({ page, explainer }) => {
  await explainer.goto();
  await expect(page.locator("[draggable=true]")).toHaveCount(0);
  // Whatever is chosen is chosen with a native control: a tap or a key is enough.
  const foreign = await page.locator("form[data-figure]").evaluateAll((forms) =>
    forms.flatMap((form) => [...form.querySelectorAll('[role="slider"], [role="button"], [role="radio"], [role="checkbox"], [tabindex="0"]:not(pre, .tbl, .f8-body)')])
      .filter((it) => !it.matches("button, input, select, a, summary"))
      .map((it) => it.outerHTML.slice(0, 120)),
  );
  expect(foreign).toEqual([]);
  for (const figure of explainer.figures) {
    await figure.root.scrollIntoViewIfNeeded();
    for (const slider of await figure.root.locator('input[type="range"]').all()) {
      const before = await slider.inputValue();
      const isAtEnd = await slider.evaluate((it: HTMLInputElement) => it.value === it.max);
      await slider.press(isAtEnd ? "ArrowLeft" : "ArrowRight");
      await expect.soft(slider, `a slider of ${figure.name}`).not.toHaveValue(before);
      await expect.soft(slider, "speaks in words").toHaveAttribute("aria-valuetext", /\D/);
    }
  }
});

test.describe("with less motion", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test("nothing moves for longer than a tenth of a second", async ({ page, explainer }) => {
    await explainer.goto();
    const slow = await page.locator("body *").evaluateAll((all) => {
      const secs = (text: string) => Math.max(...text.split(",").map((it) => parseFloat(it) * (it.trim().endsWith("ms") ? 0.001 : 1)));
      return all.flatMap((it) => {
        const style = getComputedStyle(it);
        const isMoving = style.animationName !== "none" && secs(style.animationDuration) > 0.1;
        return isMoving || secs(style.transitionDuration) > 0.1 ? [`${it.tagName}.${it.getAttribute("class")}`] : [];
      });
    });
    expect([...new Set(slow)]).toEqual([]);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)).toBe("auto");
  });
});
