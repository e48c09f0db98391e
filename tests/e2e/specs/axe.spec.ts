import { serious } from "../support/axe.ts";
import { expect, test } from "../support/fixtures.ts";
import type { Inspector } from "../pages/inspector.ts";

test.use({ toleratesFailedRequests: true });

interface State {
  name: string;
  reach(inspector: Inspector): Promise<void>;
}

const STATES: State[] = [
  { name: "start page", reach: (inspector) => inspector.goto("/i") },
  {
    name: "index with a row unfolded",
    async reach(inspector) {
      await inspector.open("open.test/busybox:1.37", "host=linux/arm/v6&open=3");
      await expect(inspector.receiptRow("Config")).toContainText("equal");
    },
  },
  {
    name: "nothing for this machine",
    async reach(inspector) {
      await inspector.open("open.test/amd64-only:1", "host=linux/s390x");
      await expect(inspector.verdict).toContainText("has nothing for");
    },
  },
  {
    name: "single manifest",
    async reach(inspector) {
      await inspector.open("open.test/single:1", "host=linux/s390x");
      await expect(inspector.verdict).toContainText("WARNING");
    },
  },
  {
    name: "bytes",
    async reach(inspector) {
      await inspector.open("open.test/busybox:1.37", "view=bytes");
      await expect(inspector.page.getByLabel("The document’s text")).toBeVisible();
    },
  },
  {
    name: "failure",
    async reach(inspector) {
      await inspector.open("faulty.test/limited:1");
      await expect(inspector.failure).toBeVisible();
    },
  },
  {
    name: "record",
    async reach(inspector) {
      await inspector.open("nginx", "from=record");
      await expect(inspector.verdict).toBeVisible();
    },
  },
  {
    name: "choice of a machine",
    async reach(inspector) {
      await inspector.goto("/i");
      await inspector.chooseMachine();
    },
  },
];

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [360, 1440]) {
    test.describe(`accessible: ${colorScheme}, ${width} pixels`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } });

      test("no state has a serious finding", async ({ page, inspector }) => {
        for (const state of STATES) {
          await state.reach(inspector);
          expect.soft(await serious(page), state.name).toEqual([]);
        }
      });
    });
  }
}
