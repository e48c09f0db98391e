import type { Page } from "@playwright/test";

/** What makes the page wider than the window, in one sentence; empty where nothing does. */
export async function tooWide(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return "";
    // What scrolls in a box of its own, or is cut by one, does not widen the page.
    const isHeld = (it: Element): boolean => {
      const around = it.parentElement;
      return around !== null && around !== document.body && (getComputedStyle(around).overflowX !== "visible" || isHeld(around));
    };
    const beyond = [...document.body.querySelectorAll<HTMLElement>("*")]
      .filter((it) => it.getBoundingClientRect().right > clientWidth + 1 && !isHeld(it))
      .map((it) => `${it.closest("[id]")?.id} ${it.tagName.toLowerCase()}.${it.getAttribute("class")}`);
    return `${scrollWidth - clientWidth} px too wide: ${[...new Set(beyond)].slice(0, 12).join(", ")}`;
  });
}

/** Visible controls that are smaller than a finger needs, one line each. A label that holds a control is its target. */
export async function smallTargets(page: Page, selector: string, leastPx: number): Promise<string[]> {
  return page.evaluate(
    ({ selector, leastPx }) =>
      [...document.querySelectorAll<HTMLElement>(selector)]
        .filter((it) => it.checkVisibility({ visibilityProperty: true }))
        .map((it) => ({ it, box: it.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1 && (box.width < leastPx || box.height < leastPx))
        .map(({ it, box }) => {
          const place = it.closest("figure, section, header")?.id ?? "";
          const words = (it.ariaLabel ?? it.textContent ?? "").trim().slice(0, 30);
          return `#${place} ${it.tagName} ${words} ${Math.round(box.width)}×${Math.round(box.height)}`;
        }),
    { selector, leastPx },
  );
}
