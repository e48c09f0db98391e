import type { FigureName } from "../pages/explainer.ts";
import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

const ASK: FigureName[] = ["digest", "build", "sizes"];

for (const name of ASK) {
  test(`the question of figure ${name} can be skipped, is not scored, and draws the truth over the guess`, async ({ page, explainer }) => {
    await explainer.goto();
    const figure = explainer.figure(name);
    const guess = figure.control("guess");
    await guess.scrollIntoViewIfNeeded();
    await expect(figure.root.getByRole("button", { name: "Show the answer" })).toBeVisible();
    await expect(figure.root.locator(".predict-a")).toHaveCount(0);

    // Skipped: everything else answers.
    const before = await figure.words();
    await figure.change();
    await expect.poll(() => figure.words()).not.toBe(before);
    await expect(figure.root.locator(".predict-a"), "nothing asks for a guess first").toHaveCount(0);

    // Guessed with the keyboard, then shown.
    await guess.focus();
    const start = await guess.inputValue();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect(await guess.inputValue()).not.toBe(start);
    await figure.root.getByRole("button", { name: "Show the answer" }).press("Enter");
    const answer = figure.root.locator(".predict");
    await expect(answer).toContainText("Guess:");
    await expect(answer).toContainText("In fact:");
    await expect(answer.locator(".predict-a")).toHaveText(/\d/);
    await expect(answer).not.toContainText(/\b(score|points?|correct|wrong|well done|try again|you (win|lose))\b/i);
    await expect(figure.root.getByRole("button", { name: "Hide the answer" }), "the button keeps the focus").toBeFocused();
  });
}
