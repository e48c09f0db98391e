import { FIGURE_NAMES } from "../pages/explainer.ts";
import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false });

// A 32-bit board, a router, a mainframe, two Windows servers, and one that nobody has.
for (const host of ["linux/arm/v6", "linux/mips64le", "linux/s390x", "windows(10.0.20348)/amd64", "windows/amd64", "plan9/sparc"]) {
  test(`every figure has words for ${host}`, async ({ explainer }) => {
    await explainer.goto(`?host=${encodeURIComponent(host)}`);
    for (const name of FIGURE_NAMES) {
      const figure = explainer.figure(name);
      await figure.root.scrollIntoViewIfNeeded();
      await expect.soft(figure.status, name).toHaveText(/\w+ .*\./s);
      const words = `${await figure.words()} ${await figure.stage.textContent()}`;
      expect.soft(words, name).not.toMatch(/\bundefined\b|\bNaN\b|\{\}|Some\(/);
    }
  });
}
