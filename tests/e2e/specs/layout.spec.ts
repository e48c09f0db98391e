import { expect, test } from "../support/fixtures.ts";
import { smallTargets } from "../support/layout.ts";

test.use({ toleratesFailedRequests: true });

const LONG = `open.test/${"long/".repeat(39)}image:${"t".repeat(128)}`;

for (const width of [320, 360, 768, 1024, 1440]) {
  test.describe(`${width} pixels wide`, () => {
    test.use({ viewport: { width, height: 800 } });

    test("nothing makes the page scroll sideways", async ({ page, inspector }) => {
      await inspector.goto("/i");
      await inspector.hasNoSidewaysScroll("start page");

      await inspector.open("open.test/busybox:1.37", "open=3");
      await expect(inspector.rows).toHaveCount(8);
      await inspector.hasNoSidewaysScroll("index");

      await inspector.open("open.test/busybox:1.37", "view=bytes");
      await expect(page.getByLabel("The document’s text")).toBeVisible();
      await inspector.hasNoSidewaysScroll("bytes");

      await inspector.open(LONG);
      await expect(inspector.rows).toHaveCount(1);
      await inspector.hasNoSidewaysScroll("a tag of 128 and a repository of 200 characters");

      await inspector.open(LONG.replace("image:", "absent:"));
      await expect(inspector.failure).toBeVisible();
      await inspector.hasNoSidewaysScroll("failure with a long name");

      await inspector.open("open.test/hostile:1", "open=1");
      await expect(inspector.rows).toHaveCount(4);
      await inspector.hasNoSidewaysScroll("hostile labels");

      await inspector.open("open.test/amd64-only:1", "host=linux/s390x");
      await expect(inspector.verdict).toContainText("has nothing for");
      await inspector.hasNoSidewaysScroll("no match");

      await inspector.chooseMachine();
      await inspector.hasNoSidewaysScroll("choice of a machine");
    });
  });
}

test.describe("on a telephone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test("the first controls are 44 pixels high", async ({ page, inspector }) => {
    await inspector.open("faulty.test/limited:1");
    await expect(inspector.failure).toBeVisible();
    for (const control of [inspector.field, inspector.inspect, inspector.machineChip, page.getByRole("button", { name: "Try again" })]) {
      const { height } = (await control.boundingBox())!;
      expect.soft(height, `${await control.textContent()}`).toBeGreaterThanOrEqual(44);
    }
  });

  test("every control is at least 24 pixels high and wide", async ({ page, inspector }) => {
    await inspector.open("open.test/busybox:1.37");
    await expect(inspector.rows).toHaveCount(8);
    const small = await smallTargets(page, "button, select, textarea, label:has(input), .mainnav a", 24);
    expect(small).toEqual([]);
  });
});

test("text at twice its size reflows instead of running over its neighbors", async ({ page, inspector }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await inspector.open("registry.test/busybox:1.37", "from=sample&host=linux/arm/v6");
  await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  const verdict = await inspector.verdict.boundingBox();
  const table = await page.getByRole("table").first().boundingBox();
  expect(verdict && table && verdict.y + verdict.height <= table.y).toBe(true);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1440);
});
