import { ALL_CHANGED, FIGURE_NAMES, FIGURES } from "../pages/explainer.ts";
import { Explainer } from "../pages/explainer.ts";
import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

test("a link to a state of a figure opens that state in another window", async ({ context, page, explainer }) => {
  // Every figure opens a page of its own.
  test.slow();
  for (const name of FIGURE_NAMES) {
    await explainer.goto("?host=linux/amd64");
    const figure = explainer.figure(name);
    await figure.root.scrollIntoViewIfNeeded();
    await figure.change();
    const [parameter, value] = FIGURES[name];
    await expect.poll(() => explainer.query().get(`${name}-${parameter}`), name).toBe(value);
    await figure.act("link");
    await expect(figure.said).toHaveText("Link copied.");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect.soft(copied, name).toContain(`#fig-${name}`);

    const other = new Explainer(await context.newPage());
    await other.page.goto(copied);
    await other.awake();
    await expect.soft(other.figure(name).root, `${name} is in sight`).toBeInViewport();
    await expect.soft.poll(() => other.figure(name).words(), name).toBe(await figure.words());
    await other.page.close();
  }
});

test("Reset takes a figure, and only that one, back to its start", async ({ page, explainer }) => {
  await explainer.goto("?host=linux/amd64");
  const starts = new Map<string, string>();
  for (const name of FIGURE_NAMES) {
    await explainer.figure(name).root.scrollIntoViewIfNeeded();
    // Written at build time, it does not know yet which machine the address names.
    await expect(explainer.figure(name).root).not.toContainText(/until you choose a machine|default machine/);
    starts.set(name, await explainer.figure(name).words());
  }
  await explainer.goto(`?host=linux/amd64&${ALL_CHANGED}`);
  for (const [nth, name] of FIGURE_NAMES.entries()) {
    const figure = explainer.figure(name);
    await figure.root.scrollIntoViewIfNeeded();
    await expect.soft.poll(() => figure.words(), `${name} came in another state`).not.toBe(starts.get(name));
    await figure.act("reset");
    await expect.soft(figure.said, name).toHaveText("Back to the start.");
    await expect.soft.poll(() => figure.words(), name).toBe(starts.get(name));
    const left = [...explainer.query().keys()].filter((it) => it.includes("-"));
    expect.soft(left.length, `${name} leaves the others alone`).toBe(FIGURE_NAMES.length - nth - 1);
  }
  expect(new URL(page.url()).search).toBe("?host=linux/amd64");
});

test("choices in a figure do not fill the history: Back leaves for where the reader was", async ({ page, explainer }) => {
  await page.goto("/i");
  await explainer.goto();
  const hosts = explainer.figure("hosts");
  await hosts.root.scrollIntoViewIfNeeded();
  for (const set of ["amd64", "both", "nginx"]) await hosts.choose("set", set);
  await hosts.choose("set", "hello");
  await expect.poll(() => explainer.query().get("hosts-set")).toBe("hello");
  const words = await hosts.words();
  await page.goBack();
  await expect(page).toHaveURL(/\/i$/);
  await page.goForward();
  await explainer.awake();
  await expect.poll(() => hosts.words(), "Forward restores the state").toBe(words);
});

test("whatever an address asks of a figure, the figure is drawn", async ({ explainer }) => {
  const nonsense = FIGURE_NAMES.flatMap((name) => [
    `${name}-${FIGURES[name][0]}=%3Cb%3E%26%E2%80%AE`, `${name}-guess=-99999999999999999999`, `${name}-read=%ff%00`, `${name}-nothing=1`, `${name}-`,
  ]).join("&");
  await explainer.goto(`?host=%3Cscript%3E&${nonsense}&&==&host-=#fig-%00`);
  for (const figure of explainer.figures) {
    await figure.root.scrollIntoViewIfNeeded();
    await expect.soft(figure.status, figure.name).toHaveText(/\w+ .*\./s);
    await expect.soft(figure.root.locator("b b, script"), figure.name).toHaveCount(0);
  }
});
