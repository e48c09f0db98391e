import { ALL_CHANGED } from "../pages/explainer.ts";
import { expect, test } from "../support/fixtures.ts";
import { smallTargets, tooWide } from "../support/layout.ts";

test.use({ needsRegistry: false });

const CHANGED = `?host=linux/arm/v6&digest-reveal=yes&build-reveal=yes&sizes-reveal=yes&${ALL_CHANGED}`;

for (const width of [320, 360, 768, 1024, 1440]) {
  test.describe(`the explainer ${width} pixels wide`, () => {
    test.use({ viewport: { width, height: 800 } });

    test("does not scroll sideways, and no word in a figure is cut or covered", async ({ page, explainer }) => {
      for (const [state, query] of [["as it opens", ""], ["every figure at another choice", CHANGED]]) {
        await explainer.goto(query);
        for (const figure of explainer.figures) {
          await figure.root.scrollIntoViewIfNeeded();
          const cut = await figure.root.evaluate(cutWords);
          expect.soft(cut, `${figure.name}, ${state}`).toEqual([]);
        }
        await page.locator("details:not([open]) > summary").evaluateAll((all) => all.forEach((it) => (it as HTMLElement).click()));
        expect.soft(await tooWide(page), `${state}, all tables open`).toBe("");
      }
      await explainer.search("docker");
      await expect(explainer.results.first()).toBeVisible();
      expect.soft(await tooWide(page), "the search").toBe("");
      const box = (await explainer.find.boundingBox())!;
      expect.soft(box.x >= 0 && box.x + box.width <= width, "the search fits").toBe(true);
    });
  });
}

test.describe("the explainer on a telephone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test("has controls of 24 pixels at least, and the first of every figure of 44", async ({ page, explainer }) => {
    await explainer.goto();
    for (const figure of explainer.figures) await figure.root.scrollIntoViewIfNeeded();
    const all = "main button, main select, main label:has(input), main input:not(label input), main summary, .masthead a, .masthead button, .rail a, .terms a.anchor";
    expect.soft(await smallTargets(page, all, 24)).toEqual([]);
    const primary = ".fig .bar > :first-child :is(label:has(input), select, button), .fig .bar > :first-child:is(label, button), .hostchip, .find-open";
    expect.soft(await smallTargets(page, primary, 44), "the primary ones").toEqual([]);
  });
});

/** Words of a figure that stand outside of their drawing, run over each other, or are cut by their box. */
function cutWords(figure: HTMLElement | SVGElement): string[] {
  const found: string[] = [];
  const shown = (it: Element) => it.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const words = (it: Element) => (it.textContent ?? "").trim().slice(0, 40);
  for (const drawing of figure.querySelectorAll(".stage svg")) {
    if (!shown(drawing)) continue;
    const frame = drawing.getBoundingClientRect();
    if (frame.width < 100) continue;
    const texts = [...drawing.querySelectorAll("text")].filter((it) => shown(it) && words(it));
    const boxes = texts.map((it) => it.getBoundingClientRect());
    boxes.forEach((box, nth) => {
      if (box.left < frame.left - 1.5 || box.right > frame.right + 1.5) found.push(`outside: ${words(texts[nth])}`);
      for (let other = nth + 1; other < boxes.length; other += 1) {
        const wide = Math.min(box.right, boxes[other].right) - Math.max(box.left, boxes[other].left);
        const high = Math.min(box.bottom, boxes[other].bottom) - Math.max(box.top, boxes[other].top);
        // Line boxes touch; letters overlap only where a good part of both lies on top of each other.
        if (wide > 2 && high > 0.45 * Math.min(box.height, boxes[other].height)) {
          found.push(`over each other: ${words(texts[nth])} | ${words(texts[other])}`);
        }
      }
    });
  }
  for (const it of figure.querySelectorAll<HTMLElement>(".stage *, .bar *, .status, figcaption")) {
    if (!(it instanceof HTMLElement) || !shown(it) || !words(it)) continue;
    const { overflowX } = getComputedStyle(it);
    const isVisuallyHidden = it.clientWidth <= 1 || it.closest(".vh") !== null;
    if (!isVisuallyHidden && (overflowX === "hidden" || overflowX === "clip") && it.scrollWidth > it.clientWidth + 1) found.push(`cut: ${words(it)}`);
  }
  return found;
}
