import { expect, test } from "../support/fixtures.ts";

test.use({ needsRegistry: false, javaScriptEnabled: false });

// What is often said about images and is not so. Words that also have a right use are not on the list.
const WRONG: RegExp[] = [
  /uname -[ms]/i,
  /\b5\s?[–-]\s?10\s?%/,
  /Docker[’']s (own )?build servers/i,
  /\bWCI\b/,
  /downloaded once regardless/i,
  /(python|node)[^.]{0,60}(is|are) statically linked/i,
  /automatically builds? (every|multi|for)/i,
  /manifest-list\//,
  /\bvar\.TAG\b/,
  /sha256:abc123/i,
  /os\.version["”]?\s*[:=]\s*["“]?5\.10/,
  /PowerShell (comes|is included|ships) (in|with) Nano/i,
  /<missing> means (that )?.{0,20}not (been )?downloaded/i,
];

test("nothing that is often said and not so is said here", async ({ page }) => {
  await page.goto("/");
  const text = (await page.locator("main").textContent()) ?? "";
  expect(text.length).toBeGreaterThan(20_000);
  for (const claim of WRONG) expect.soft(text.match(claim)?.[0], String(claim)).toBeUndefined();
});
