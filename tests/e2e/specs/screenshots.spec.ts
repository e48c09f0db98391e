import { fileURLToPath } from "node:url";
import { expect, test } from "../support/fixtures.ts";

const FOLDER = fileURLToPath(new URL("../../../docs/screenshots/", import.meta.url));

test.describe("the README's pictures", { tag: "@screenshots" }, () => {
  test.skip(process.env.UPDATE_SCREENSHOTS !== "1", "drawn only with UPDATE_SCREENSHOTS=1");
  test.use({ needsRegistry: false, viewport: { width: 1440, height: 1240 }, deviceScaleFactor: 2 });

  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(colorScheme, () => {
      test.use({ colorScheme });

      test("an index with the answer for a Raspberry Pi Zero", async ({ page, inspector }) => {
        // The shipped capture of real images: figures that mean something.
        await inspector.open("registry.test/busybox:1.37", "from=sample&host=linux/arm/v6");
        await expect(inspector.receiptRow("Config")).toContainText("equal");
        await page.evaluate(async () => {
          await document.fonts.ready;
        });
        await page.screenshot({ path: `${FOLDER}inspect-${colorScheme}.png`, animations: "disabled" });
      });
    });
  }
});
