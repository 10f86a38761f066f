// Bundle the third-party scripts of the site: `npm ci && npm run build`. The same lock file gives the same bytes.
//
// What comes out stands in ../bundle, or in the folder that is named: a script for each kind of page that needs one, each
// a plain script (a page opened from disk may not load modules), and the licences of all that is inside.
import { build } from "esbuild";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const TARGET = resolve(process.argv[2] ?? join(HERE, "..", "bundle"));
// Beside the target, so that it can be put in its place at once.
const MAKING = join(dirname(TARGET), `.${basename(TARGET)}-${process.pid}`);
const ENTRIES = ["charts", "network", "editor"];
const LICENCE = /^(licen[cs]e|copying|notice)(\.\w+)?$/i;

/** Return the folder of the package that a bundled file belongs to; of a file of our own, nothing. */
function packageOf(file) {
  const at = file.lastIndexOf("node_modules/");
  if (at < 0) return "";
  const parts = file.slice(at + "node_modules/".length).split("/");
  return file.slice(0, at) + "node_modules/" + parts.slice(0, parts[0].startsWith("@") ? 2 : 1).join("/");
}

/** Return the name, the version, the licence and its text of a package. */
async function read(folder) {
  const about = JSON.parse(await readFile(join(HERE, folder, "package.json"), "utf8"));
  const files = (await readdir(join(HERE, folder))).filter((name) => LICENCE.test(name)).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(HERE, folder, name), "utf8")));
  return {
    name: `${about.name} ${about.version}`,
    licence: typeof about.license === "string" ? about.license : "see below",
    author: typeof about.author === "string" ? about.author : (about.author?.name ?? ""),
    text: texts.map((text) => text.replace(/\r\n/g, "\n").trim()).join("\n\n"),
  };
}

async function main() {
  await mkdir(MAKING, { recursive: true });
  const packages = new Map();
  for (const entry of ENTRIES) {
    const made = await build({
      absWorkingDir: HERE,
      entryPoints: [`src/${entry}.js`],
      outfile: join(MAKING, `bundle-${entry}.js`),
      bundle: true,
      format: "iife",
      platform: "browser",
      target: ["es2020"],
      charset: "utf8",
      minify: true,
      legalComments: "none",
      banner: { js: "/* Bundled packages and their licences: bundle-licenses.txt */" },
      metafile: true,
      write: true,
      logLevel: "warning",
    });
    for (const folder of new Set(Object.keys(made.metafile.inputs).map(packageOf))) {
      if (folder && !packages.has(folder)) packages.set(folder, await read(folder));
    }
  }
  const listed = [...packages.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const nameless = listed.filter((one) => !one.text && one.licence === "see below");
  if (nameless.length) throw new Error(`no licence is told by ${nameless.map((one) => one.name).join(", ")}`);
  const parts = listed.map((one) => `${one.name} (${one.licence})\n\n${one.text || `By ${one.author}.`}\n`);
  const head = "The scripts bundle-*.js hold these packages, unchanged but for being made smaller.\n";
  await writeFile(join(MAKING, "bundle-licenses.txt"), [head, ...parts].join(`\n${"-".repeat(80)}\n\n`));
  await rm(TARGET, { recursive: true, force: true });
  await rename(MAKING, TARGET);
}

try {
  await main();
} catch (error) {
  await rm(MAKING, { recursive: true, force: true });
  console.error(String(error.message ?? error));
  process.exitCode = 1;
}
