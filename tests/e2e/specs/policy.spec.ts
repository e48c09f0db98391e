import { expect, test } from "../support/fixtures.ts";

// The address that leads nowhere is answered with the status 404.
test.use({ needsRegistry: false, toleratesFailedRequests: true });

const PAGES = ["/", "/?hosts-set=amd64#fig-hosts", "/sources", "/i", "/i/registry.test/busybox:1.37?from=sample", "/i/nginx?from=record", "/nowhere/at/all"];

for (const address of PAGES) {
  test(`nothing at ${address} breaks the page's own policy`, async ({ page }) => {
    await page.addInitScript(() => {
      const broken: string[] = [];
      Object.assign(window, { broken });
      addEventListener("securitypolicyviolation", (it) => broken.push(`${it.effectiveDirective}: ${it.blockedURI} ${it.sourceFile}:${it.lineNumber}`));
    });
    const answer = await page.goto(address);
    await expect(page.getByRole("button", { name: /^Your machine/ })).toBeVisible({ timeout: 30_000 });
    await page.evaluate(() => document.fonts.ready);
    expect(await page.evaluate(() => (window as unknown as { broken: string[] }).broken)).toEqual([]);

    const policy = answer?.headers()["content-security-policy"] ?? (await page.locator('meta[http-equiv="Content-Security-Policy" i]').first().getAttribute("content")) ?? "";
    const scripts = /script-src ([^;]+)/.exec(policy)?.[1] ?? "";
    expect(scripts, "scripts by hash or from here").toMatch(/'self'|'sha256-/);
    expect(scripts).not.toMatch(/'unsafe-inline'|'unsafe-eval'|\*|https?:/);
    expect(policy).toMatch(/object-src 'none'|default-src 'none'/);
  });
}
