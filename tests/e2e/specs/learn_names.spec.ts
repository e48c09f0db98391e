import { FIGURE_NAMES } from "../pages/explainer.ts";
import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

test("a screen reader hears what each figure is, and one sentence when it changes", async ({ page, explainer }) => {
  await explainer.goto();
  for (const [nth, name] of FIGURE_NAMES.entries()) {
    const figure = explainer.figure(name);
    await figure.root.scrollIntoViewIfNeeded();
    const number = nth + 1;
    const named = figure.root.getByRole("form", { name: new RegExp(`^Figure ${number}\\b`) });
    await expect.soft(named, `${name} is named by its caption`).toHaveCount(1);
    for (const control of await figure.root.locator("input, select, button").all()) {
      // A control that another one stands in for at this width is not spoken of.
      if (await control.isVisible()) await expect.soft(control, `a control of ${name}`).toHaveAccessibleName(/\S/);
    }
    const live = await figure.root.locator("[role=status], [role=alert], [aria-live]:not([aria-live=off])").count();
    expect.soft(live, `${name}: what it shows, and what an action did`).toBe(2);
    const before = await figure.status.textContent();
    await figure.change();
    await expect.soft(figure.status, `${name} says that it changed`).not.toHaveText(before ?? "");
    const words = ((await figure.status.textContent()) ?? "").split(/\s+/).length;
    expect.soft(words, `${name} does not lecture`).toBeLessThanOrEqual(60);
  }
  await expect(page.locator("svg:not([aria-hidden=true]):not([role=img])").filter({ visible: true })).toHaveCount(0);
});
