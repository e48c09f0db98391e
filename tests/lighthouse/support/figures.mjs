// What is kept of a Lighthouse report.

/** The figures of one run: scores of 100, times in milliseconds, sizes in bytes as they went over the wire. */
export function figuresOf({ categories, audits }) {
  const score = (name) => Math.round(categories[name].score * 100);
  const value = (name) => audits[name].numericValue;
  const requests = audits["network-requests"].details.items;
  return {
    performance: score("performance"),
    accessibility: score("accessibility"),
    bestPractices: score("best-practices"),
    seo: score("seo"),
    firstTextMillis: Math.round(value("first-contentful-paint")),
    largestPaintMillis: Math.round(value("largest-contentful-paint")),
    blockedMillis: Math.round(value("total-blocking-time")),
    layoutShift: Math.round(value("cumulative-layout-shift") * 10_000) / 10_000,
    speedIndexMillis: Math.round(value("speed-index")),
    transferredBytes: requests.reduce((total, it) => total + (it.transferSize ?? 0), 0),
    requests: requests.length,
    // What the scores below 100 are about.
    remarks: remarks({ categories, audits }),
  };
}

function remarks({ categories, audits }) {
  return Object.values(categories)
    .filter((it) => it.id !== "performance")
    .flatMap((it) => it.auditRefs)
    .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
    .map(({ id }) => `${id}: ${audits[id].title}`);
}

/** Of an odd number of runs the one in the middle, value by value. */
export function median(all) {
  const middle = (name) => {
    const sorted = all.map((it) => it[name]).sort((one, other) => one - other);
    return sorted[Math.floor(sorted.length / 2)];
  };
  const names = Object.keys(all[0]).filter((name) => typeof all[0][name] === "number");
  return { ...all[0], ...Object.fromEntries(names.map((name) => [name, middle(name)])) };
}

/** One sentence for each limit that the figures are beyond. */
export function beyond(limits, figures) {
  return Object.entries(limits).flatMap(([name, { atMost = Infinity, atLeast = -Infinity }]) => {
    const value = figures[name];
    if (value > atMost) return [`${name} is ${value}, at most ${atMost} is allowed`];
    return value < atLeast ? [`${name} is ${value}, at least ${atLeast} is wanted`] : [];
  });
}

const secs = (millis) => `${(millis / 1000).toFixed(2)} s`;

/** The columns of the printed table. */
export const columns = [
  { title: "page", width: 4, show: (_, path) => path },
  { title: "perf", width: 5, show: (it) => String(it.performance) },
  { title: "a11y", width: 5, show: (it) => String(it.accessibility) },
  { title: "best", width: 5, show: (it) => String(it.bestPractices) },
  { title: "SEO", width: 4, show: (it) => String(it.seo) },
  { title: "FCP", width: 7, show: (it) => secs(it.firstTextMillis) },
  { title: "LCP", width: 7, show: (it) => secs(it.largestPaintMillis) },
  { title: "TBT", width: 7, show: (it) => `${it.blockedMillis} ms` },
  { title: "CLS", width: 6, show: (it) => it.layoutShift.toFixed(3) },
  { title: "Speed", width: 7, show: (it) => secs(it.speedIndexMillis) },
  { title: "bytes", width: 9, show: (it) => it.transferredBytes.toLocaleString("en-US") },
];
