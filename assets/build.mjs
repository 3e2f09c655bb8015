// Makes site/kentcare/web/static/ from what is here and from the packages that package-lock.json names.
// What it makes is committed, so that only somebody who changes it needs Node. tests/whole_site/test_assets.py compares
// manifest.json with the sources and the templates, and says when this has to be run again: `make assets`.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

import { transformSync } from "esbuild";
import { Features, transform } from "lightningcss";
import postcss from "postcss";
import selectorParser from "postcss-selector-parser";
import { PurgeCSS } from "purgecss";
import { compile } from "sass";
import { optimize } from "svgo";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const site = join(root, "site", "kentcare");
const out = join(site, "web", "static");
const packages = join(here, "node_modules");

const inside = (folder, wanted) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && wanted.test(join(entry.parentPath, entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

const sources = [
  ...inside(join(here, "scss"), /\.scss$/),
  ...inside(join(here, "js"), /\.js$/),
  ...inside(join(here, "img"), /\.(svg|png|ico)$/),
  ...["build.mjs", "package.json", "package-lock.json"].map((name) => join(here, name)),
];

// Sass puts each part of the Design System out as it is written there. Three things in it are not for us: what it
// repeats for paper in every component, the fonts that it repeats, and left and right where we mean start and end.
const repeated = new Set(["font-family: inherit", "-webkit-font-smoothing: antialiased", "-moz-osx-font-smoothing: grayscale"]);
const logicalSide = { left: "start", right: "end" };
const ours = (css) => {
  const sheet = postcss.parse(css);
  sheet.walkAtRules("media", (media) => {
    if (media.params === "print" && media.every(({ selector }) => selector?.startsWith(".govuk"))) media.remove();
  });
  sheet.walkDecls((declaration) => {
    if (repeated.has(`${declaration.prop}: ${declaration.value}`)) return declaration.remove();
    declaration.value = declaration.value.replace(/var\((--govuk-[a-z-]+), #[0-9a-f]+\)/g, "var($1)");
    // By hand, because postcss-logical goes the other way: docs/decisions/0021-built-assets.md.
    declaration.prop = declaration.prop
      .replace(/^(margin|padding|border)-(left|right)\b/, (_, what, side) => `${what}-inline-${logicalSide[side]}`)
      .replace(/^(left|right)$/, (side) => `inset-inline-${logicalSide[side]}`);
    if (declaration.prop === "text-align") declaration.value = logicalSide[declaration.value] ?? declaration.value;
  });
  sheet.walkRules(":root", (rule) => {
    if (rule.some(({ prop }) => prop === "--govuk-frontend-version")) rule.remove();
  });
  return sheet.toString();
};

// What the templates may ask of a style sheet: template_words.py says what counts. It reads them as Jinja does, so it
// is Python, with what the site itself is installed with: `make assets` sees to that.
const python = join(root, ".venv", "bin", "python");
const words = JSON.parse(execFileSync(python, [join(here, "template_words.py")], { encoding: "utf8" }));

// Kept whether a template asks for it or not: what the Design System's macros, our Python and our scripts write.
const safe = [
  "html", "body", "gone", "blank", "htmx-request", /^govuk-(form-group|error-message|error-summary)/,
  /^govuk-(fieldset__legend|label)(--[ls]|-wrapper)?$/, "govuk-fieldset", "govuk-fieldset__heading",
  "govuk-hint", "govuk-input", "govuk-input--error", /^govuk-input--width-[24]$/,
  /^govuk-(radios|checkboxes)(__(item|input|label|hint|divider))?$/, /^govuk-date-input/,
  // A drawn window and its parts.
  "theme", "dark", "frame", "drawn", "inked", "glow", "lined", "sill",
  "money", "sum", "unsure", "year", "tel", "icon", "meaning", "dfn", "button", "blockquote", "ol",
  // Named in the notes of parts.html for pages that are put together elsewhere.
  "textarea", /^govuk-(textarea|select)/, "bar", "rows", "pairs", "list", "pager", "nothing", "deadline", "late",
  "answer", "verdict", "told", "print-only", "screen-only", "summary", "details", "dl", "dt", "dd", "table",
];
const greedy = [/lang\(/, /dir=/, /details-content/, /focus-visible/]; // the whole selector, where it has one of these
const isSafe = (name) => safe.some((one) => (typeof one === "string" ? one === name : one.test(name)));

// Every name in a selector that is kept only if a template has it.
const namesIn = (css) => {
  const names = new Set();
  const collect = selectorParser((selectors) => {
    selectors.walkTags(({ value }) => names.add(value));
    selectors.walkClasses(({ value }) => names.add(value));
    selectors.walkIds(({ value }) => names.add(value));
    selectors.walkAttributes(({ attribute, value }) => names.add(attribute).add(value));
  });
  postcss.parse(css).walkRules(({ parent, selectors }) => {
    if (parent.name?.endsWith("keyframes")) return;
    for (const one of selectors) if (!greedy.some((part) => part.test(one))) collect.processSync(one);
  });
  return [...names].filter((name) => name && !isSafe(name));
};

const askedFor = new Set();
async function styleSheet(name) {
  const { css } = compile(join(here, "scss", `${name}.scss`), { loadPaths: [packages], quietDeps: true });
  const whole = ours(css);
  for (const one of namesIn(whole)) askedFor.add(one);
  const [purged] = await new PurgeCSS().purge({
    content: [{ raw: words.join(" "), extension: "txt" }],
    css: [{ raw: whole }],
    safelist: { standard: safe, greedy },
    dynamicAttributes: ["dir", "open", "aria-current"],
  });
  const { code } = transform({
    filename: `${name}.css`,
    code: Buffer.from(purged.css),
    minify: true,
    errorRecovery: true,
    targets: { chrome: 80 << 16, safari: 13 << 16, firefox: 75 << 16 },
    // Left as written: what they would become is four times as long, and every browser named knows them.
    exclude: Features.LogicalProperties | Features.LightDark | Features.DirSelector | Features.LangSelectorList | Features.NotSelectorList,
  });
  return code;
}

const script = (path) =>
  Buffer.from(transformSync(readFileSync(path, "utf8"), { minify: true, target: "es2020" }).code);

// What may stand beside a heading: Lucide's, drawn with the thinner stroke of the site. Only these are kept.
const icons = `baby badge-check banknote bed-double book-open briefcase bus calendar clipboard-list clock coins compass
  door-open file-text gavel globe graduation-cap hand-helping handshake heart-pulse house info key-round languages lock
  map-pin megaphone message-circle phone piggy-bank scale search shield-check smile sprout triangle-alert user-check
  users utensils volume-2 wallet wrench`.split(/\s+/);
const lucide = join(packages, "lucide-static");
// Hundredths of a unit are finer than any screen, and one path is shorter than several.
const shorter = {
  floatPrecision: 2,
  plugins: [{ name: "preset-default", params: { overrides: { convertShapeToPath: { convertArcs: true }, mergePaths: { force: true } } } }],
};
const inner = (path) => optimize(readFileSync(path, "utf8"), shorter).data.replace(/^<svg[^>]*>|<\/svg>$/g, "");
const iconFile = join(site, "web", "icons.json");
const licence = readFileSync(join(lucide, "LICENSE"), "utf8").split("\n").filter(Boolean);
const drawings = Object.fromEntries(icons.map((name) => [name, inner(join(lucide, "icons", `${name}.svg`))]));
writeFileSync(iconFile, `${JSON.stringify({ licence, drawings }, null, 1)}\n`);

// The drawn windows, one for each theme of the menu, and the scene of the first page: ours, in one hand.
const windows = join(here, "img", "windows");
const windowFile = join(site, "web", "windows.json");
const drawn = Object.fromEntries(inside(windows, /\.svg$/).map((path) => [basename(path, ".svg"), inner(path)]));
writeFileSync(windowFile, `${JSON.stringify(drawn, null, 1)}\n`);

const made = {
  "site.css": await styleSheet("site"),
  "reading.css": await styleSheet("reading"),
  "home.css": await styleSheet("home"),
  "forms.css": await styleSheet("forms"),
  "portal.css": await styleSheet("portal"),
  "site.js": script(join(here, "js", "site.js")),
  "portal.js": script(join(here, "js", "portal.js")),
  "stops.js": script(join(here, "js", "stops.js")),
  "long-form.js": script(join(here, "js", "long-form.js")),
  "passkey.js": script(join(here, "js", "passkey.js")),
  "keep.js": script(join(here, "js", "keep.js")),
  "worker.js": script(join(here, "js", "worker.js")),
  "worker-off.js": script(join(here, "js", "worker-off.js")),
  "htmx.js": readFileSync(join(packages, "htmx.org", "dist", "htmx.min.js")),
  "icon.svg": readFileSync(join(here, "img", "icon.svg")),
  // The same drawing for browsers that cannot read it: drawn once with a browser, and kept beside it.
  "favicon.ico": readFileSync(join(here, "img", "favicon.ico")),
  "apple-touch-icon.png": readFileSync(join(here, "img", "apple-touch-icon.png")),
};

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const hashes = (paths) =>
  Object.fromEntries(paths.map((path) => [relative(root, path).replaceAll("\\", "/"), sha256(readFileSync(path))]));

for (const [name, bytes] of Object.entries(made)) {
  writeFileSync(join(out, name), bytes);
  console.log(name.padEnd(12), bytes.length);
}

const output = Object.fromEntries(Object.entries(made).map(([name, bytes]) => [name, sha256(bytes)]));
const version = sha256(JSON.stringify(output)).slice(0, 12);
// For the test, which has the words of the templates as they are then, and no style sheet to hold them against.
const has = new Set(words);
const [used, unused] = [true, false].map((wanted) => [...askedFor].filter((name) => has.has(name) === wanted).sort());
const manifest = { version, input: hashes(sources.sort()), selectors: { used, unused }, output, elsewhere: hashes([iconFile, windowFile]) };
writeFileSync(join(out, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
