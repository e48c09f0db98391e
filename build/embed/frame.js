// What every embed page does before its first paint and around its program: how it looks, how high it is, and what it says
// to the page that frames it. It knows nothing of figures, and it changes nothing but attributes of the document element.
// The build inlines it into the head of each page, and the policy of the page names its hash.
(function () {
  "use strict";
  var root = document.documentElement;
  var asked = new URLSearchParams(location.search);
  var id = (asked.get("id") || "").slice(0, 64) || undefined;
  var dark = matchMedia("(prefers-color-scheme: dark)");

  // ---- how it looks -------------------------------------------------------

  function mark(name, value, isSet) {
    if (isSet) root.setAttribute("data-" + name, value);
    else root.removeAttribute("data-" + name);
  }

  function wear(theme) {
    var chosen = theme === "light" || theme === "dark";
    mark("theme", theme, chosen);
    mark("contrast", "more", theme === "contrast");
    // A scheme that is not the one of the frame makes the browser paint an opaque backdrop.
    var meta = document.querySelector("meta[name=color-scheme]");
    if (!meta) {
      meta = document.createElement("meta");
      meta.name = "color-scheme";
      document.head.prepend(meta);
    }
    meta.content = chosen ? theme : "light dark";
    tint();
  }

  function move(motion) {
    mark("motion", "reduce", motion === "reduce");
  }

  // The two papers of style/tokens.css, which is not loaded yet when this runs.
  var PAPER = { light: "fbfaf6", dark: "12161a" };
  var LEAST_CONTRAST = 4.5;

  /** WCAG 2.2, relative luminance: <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>. */
  function luminance(hex) {
    var weights = [0.2126, 0.7152, 0.0722];
    return weights.reduce(function (sum, weight, nth) {
      var part = parseInt(hex.substr(2 * nth, 2), 16) / 255;
      return sum + weight * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
    }, 0);
  }

  function contrast(a, b) {
    var one = luminance(a), other = luminance(b);
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }

  /** The accent, unless words in it could not be read on the paper of the present scheme. */
  function tint() {
    var accent = asked.get("accent");
    if (!/^[0-9a-f]{6}$/i.test(accent || "")) return;
    var paper = PAPER[root.getAttribute("data-theme") || (dark.matches ? "dark" : "light")];
    var ratio = contrast(accent, paper);
    var isReadable = ratio >= LEAST_CONTRAST;
    mark("accent", accent, isReadable);
    if (isReadable) root.style.setProperty("--accent", "#" + accent);
    else {
      root.style.removeProperty("--accent");
      console.info("tagprism: accent " + accent + " is not used, its contrast with the paper is " + ratio.toFixed(1) + ":1 and has to be 4.5:1");
    }
  }

  var controls = asked.get("controls");
  mark("bg", "transparent", asked.get("bg") === "transparent");
  mark("controls", controls, controls === "steps" || controls === "none");
  mark("fit", "both", asked.get("fit") === "both");
  move(asked.get("motion"));
  wear(asked.get("theme"));
  dark.addEventListener("change", tint);

  // ---- what it says -------------------------------------------------------

  function post(message) {
    // None of this is secret, and in a sandbox nobody can know the parent's origin.
    if (parent !== window) parent.postMessage(message, "*");
  }

  function say(type, more) {
    post(Object.assign({ source: "tagprism", v: 1, id: id, type: type }, more));
  }

  // ---- how high it is -----------------------------------------------------

  var LEAST_CHANGE_PX = 2;
  var MOST_GROWTHS = 10;
  var GROWTHS_WITHIN_MILLIS = 1000;
  var told = 0;
  var growths = [];
  var isWaiting = false;
  var isLaidOut = false;

  /** The height of the content in whole px; 0 while nothing is laid out, as in a closed accordion. */
  function height() {
    return innerWidth > 0 ? Math.ceil(root.getBoundingClientRect().height) : 0;
  }

  function isFilling() {
    return root.getAttribute("data-fit") === "both";
  }

  function hello() {
    var now = height();
    if (!isLaidOut || now < 1) return;
    told = now;
    say("hello", { figure: root.getAttribute("data-embed"), height: now });
    if (!isFilling()) post({ context: "iframe.resize", height: now, src: location.href });
    tell();
  }

  function measure() {
    isWaiting = false;
    var now = height();
    if (now < 1 || !isLaidOut) return;
    if (!told) return hello();
    if (isFilling() || Math.abs(now - told) < LEAST_CHANGE_PX) return;
    if (now > told && isEndless()) return mark("fit", "both", true);
    told = now;
    say("resize", { height: now });
    post({ context: "iframe.resize", height: now, src: location.href });
  }

  /** Whether the page has grown so often that it grows because its frame does. */
  function isEndless() {
    var now = performance.now();
    growths = growths.filter(function (at) { return now - at < GROWTHS_WITHIN_MILLIS; });
    growths.push(now);
    return growths.length > MOST_GROWTHS;
  }

  function measureSoon() {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(measure);
  }

  /** Without its style sheets a page has some height, but not its own. */
  function whenStyled(then) {
    var missing = Array.from(document.querySelectorAll("link[rel=stylesheet]")).filter(function (link) { return !link.sheet; });
    if (missing.length === 0) return then();
    var left = missing.length;
    function one() {
      left -= 1;
      if (left === 0) then();
    }
    missing.forEach(function (link) {
      link.addEventListener("load", one, { once: true });
      link.addEventListener("error", one, { once: true });
    });
  }

  function begin() {
    whenStyled(function () {
      isLaidOut = true;
      // At once and not with the next picture: browsers draw none for frames far below.
      hello();
      new ResizeObserver(measureSoon).observe(root);
      // Where no picture is drawn, these two still say that something has changed.
      addEventListener("load", measure);
      document.fonts.ready.then(measure);
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();

  // ---- what the program shows ---------------------------------------------

  var isEmitting = asked.get("emit") === "1";
  var lastState;

  function tell() {
    var full = document.getElementById("full");
    var query = root.getAttribute("data-query");
    if (!isEmitting || !full || query === null) return;
    var state = query + " " + full.href;
    if (state === lastState) return;
    lastState = state;
    say("state", { query: query, href: full.href });
  }

  new MutationObserver(function (changes) {
    if (changes.some(function (change) { return change.attributeName === "data-still"; })) {
      if (root.hasAttribute("data-still")) say("error", { message: "the program of this figure could not start" });
    }
    tell();
    handOver();
  }).observe(root, { subtree: isEmitting, attributes: true, attributeFilter: ["href", "data-query", "data-runs", "data-still"] });

  // ---- what it is told ----------------------------------------------------

  // What is asked for before the program runs is kept for it.
  var kept = [];

  function handOver() {
    if (!root.hasAttribute("data-runs")) return;
    kept.splice(0).forEach(function (message) {
      dispatchEvent(new CustomEvent("tagprism-set", { detail: message }));
    });
  }

  addEventListener("message", function (event) {
    var message = event.data;
    // Whoever frames us may change the picture and nothing else; others have no say.
    if (parent === window || event.source !== parent) return;
    if (!message || message.source !== "tagprism" || message.v !== 1) return;
    if (message.type === "ping") hello();
    if (message.type !== "set") return;
    if (["auto", "light", "dark", "contrast"].indexOf(message.theme) >= 0) wear(message.theme);
    if (message.motion === "auto" || message.motion === "reduce") move(message.motion);
    kept.push(message);
    handOver();
  });
})();
