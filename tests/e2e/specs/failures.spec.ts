import { expect, test } from "../support/fixtures.ts";
import { addresses } from "../support/addresses.ts";
import { RETRY_AFTER_SECS } from "../support/faulty.ts";
import { Inspector } from "../pages/inspector.ts";
import { requirePrograms } from "../support/programs.ts";
import { startProxy } from "../support/proxy.ts";

test.use({ toleratesFailedRequests: true });

const ZEROS = `sha256:${"0".repeat(64)}`;

interface State {
  what: string;
  reference: string;
  title: string;
  /** What to do next. */
  next: RegExp;
  canRetry: boolean;
}

const STATES: State[] = [
  {
    what: "a tag that is not there", reference: "open.test/busybox:lastest",
    title: "open.test has no tag lastest for open.test/busybox", next: /Check the spelling/, canRetry: false,
  },
  {
    what: "a repository that is not there", reference: "open.test/nothing",
    title: "open.test has no tag latest for open.test/nothing", next: /Check the spelling/, canRetry: false,
  },
  {
    what: "a digest that is not there", reference: `open.test/busybox@${ZEROS}`,
    title: "open.test has nothing with the digest 00000000… for open.test/busybox", next: /Ask by tag/, canRetry: false,
  },
  {
    what: "a private image", reference: "faulty.test/basic:1",
    title: "faulty.test does not show faulty.test/basic:1 to strangers", next: /from your own machine/, canRetry: false,
  },
  {
    what: "a rate limit", reference: "faulty.test/limited:1",
    title: "faulty.test asks us to wait", next: new RegExp(`Try again in ${RETRY_AFTER_SECS} seconds`), canRetry: true,
  },
  {
    what: "a registry that is down", reference: "closed.test/any:1",
    title: "closed.test could not be reached", next: /try again in a moment/, canRetry: true,
  },
  {
    what: "a registry with a server error", reference: "faulty.test/fault:1",
    title: "faulty.test has trouble of its own", next: /Try again in a moment/, canRetry: true,
  },
  {
    what: "a registry that the proxy does not serve", reference: "example.com/x:1",
    title: "This proxy does not read example.com", next: /--allow-registry example\.com/, canRetry: false,
  },
  {
    what: "a port without an entry", reference: "localhost:1/x:1",
    title: "No proxy entry leads to localhost:1", next: /--registry dev=http:\/\/localhost:1/, canRetry: true,
  },
  {
    what: "a document that is too large", reference: "faulty.test/huge:1",
    title: "This document is too large to read here", next: /command below/, canRetry: false,
  },
  {
    what: "a page instead of a document", reference: "faulty.test/html:1",
    title: "What faulty.test sent cannot be trusted", next: /Try again/, canRetry: true,
  },
  {
    what: "other bytes than the digest names", reference: `faulty.test/mismatch@${ZEROS}`,
    title: "What faulty.test sent cannot be trusted", next: /Try again/, canRetry: true,
  },
];

for (const state of STATES) {
  test(`${state.what}: what happened, and what to do`, async ({ page, inspector }) => {
    await inspector.goto("/i");
    await inspector.submit(state.reference);
    await expect(inspector.failure.getByRole("heading")).toHaveText(state.title);
    await expect(inspector.failure.getByText(state.next).first()).toBeVisible();
    await expect(inspector.field).toHaveValue(state.reference);

    const retry = inspector.failure.getByRole("button", { name: "Try again" });
    await expect(retry).toHaveCount(state.canRetry ? 1 : 0);
    if (state.canRetry) {
      const asked = state.reference.startsWith("localhost:1/") ? Promise.resolve() : page.waitForRequest(/\/v2\//);
      await retry.click();
      await asked;
      await expect(inspector.failure.getByRole("heading")).toHaveText(state.title);
    }
  });
}

test("a registry that never answers is given up, and the page says so", async ({ inspector }) => {
  await inspector.goto("/i");
  await inspector.submit("faulty.test/hang:1");
  await expect(inspector.page.getByRole("status", { name: "Loading" })).toContainText("Asking faulty.test");
  await expect(inspector.failure.getByRole("heading")).toHaveText("faulty.test did not answer in time", { timeout: 25_000 });
  await expect(inspector.failure.getByRole("button", { name: "Try again" })).toBeVisible();
});

test("asking again brings the image once the registry is back", async ({ page, inspector }) => {
  const manifests = /\/v2\/open\.test\/busybox\/manifests\/1\.37$/;
  await page.route(manifests, (route) => route.fulfill({ status: 503, body: "" }));
  await inspector.open("open.test/busybox:1.37");
  await expect(inspector.failure.getByRole("heading")).toHaveText("open.test has trouble of its own");
  await page.unroute(manifests);
  await inspector.failure.getByRole("button", { name: "Try again" }).click();
  await expect(inspector.rows).toHaveCount(8);
});

test("offline is said, and asking again works once the network is back", async ({ page, context, inspector }) => {
  await inspector.goto("/i");
  await expect(page.getByRole("region", { name: "Shipped with this site" })).toBeVisible();
  await context.setOffline(true);
  await inspector.submit("open.test/busybox:1.37");
  await expect(inspector.failure.getByRole("heading")).toHaveText("You are offline");
  await context.setOffline(false);
  await inspector.failure.getByRole("button", { name: "Try again" }).click();
  await expect(inspector.rows).toHaveCount(8);
});

test("a proxy that is gone is told apart from a registry that is down", async ({ page }) => {
  const { proxy, dist } = requirePrograms();
  const own = await startProxy(proxy, ["--mode", "local", "--static-dir", dist]);
  const inspector = new Inspector(page);
  try {
    await inspector.goto(`${own.origin}/i`);
    await expect(page.getByRole("region", { name: "Shipped with this site" })).toBeVisible();
  } finally {
    await own.stop();
  }
  await inspector.submit("ghcr.io/a/b:1");
  await expect(inspector.failure.getByRole("heading")).toHaveText("The proxy does not answer");
  await expect(inspector.failure.getByText(/check the proxy address in the settings/)).toBeVisible();
  await inspector.failure.getByRole("button", { name: "Try again" }).click();
  await expect(inspector.failure.getByRole("heading")).toHaveText("The proxy does not answer");
});

test("a record is offered where Docker Hub cannot be reached, and says what it is", async ({ page, inspector }) => {
  await inspector.goto("/i");
  await inspector.submit("nginx");
  await expect(inspector.failure.getByRole("heading")).toHaveText("Docker Hub could not be reached");
  await page.getByRole("link", { name: "Open the record" }).click();
  await expect(page.getByText("Recorded, not verified here").first()).toBeVisible();
  await expect(inspector.table.getByRole("row")).not.toHaveCount(0);
  await expect(inspector.verdict).toContainText("You get row");
  await expect(page).toHaveURL(/from=record/);
  await expect(page.getByRole("region", { name: "Receipt" })).toHaveCount(0);
});

test("the other tag is offered where one is missing", async ({ inspector }) => {
  await inspector.open("open.test/busybox:lastest");
  await expect(inspector.failure.getByRole("link", { name: "Try open.test/busybox:latest" })).toBeVisible();
});

test("an address that names no image offers the spelling that does", async ({ page, inspector }) => {
  await inspector.goto(`${addresses().site}/i/Nginx`);
  await expect(inspector.failure.getByRole("heading")).toHaveText("This text names no image");
  await expect(page.getByRole("link", { name: "Did you mean nginx?" })).toBeVisible();
});
