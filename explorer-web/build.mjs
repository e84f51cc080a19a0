// Builds the web explorer into the folder that becomes the jar; Maven runs it in every build.
// It does nothing when nothing that it reads has changed, and needs no network while node_modules fits.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(fileURLToPath(import.meta.url));
const MODULES = join(ROOT, "node_modules");
const SITE = join(ROOT, "target", "classes", "org", "tetrarch", "web", "page", "site");
const LIST = join(SITE, "files.txt");
const BUILT = join(ROOT, "target", "site.sha256");
const INSTALLED = join(MODULES, ".installed.sha256");

const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

const hashOf = (files) => {
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(relative(ROOT, file).split(sep).join("/")).update("\0").update(readFileSync(file));
  }
  return hash.digest("hex");
};

const noted = (file) => (existsSync(file) ? readFileSync(file, "utf8") : "");

const fail = (reason) => {
  console.error(`explorer-web: ${reason}`);
  process.exit(1);
};

const run = (what, command, args) => {
  const ran = spawnSync(command, args, { cwd: ROOT, encoding: "utf8", shell: command === "npm" && sep === "\\" });
  if (ran.status !== 0) {
    process.stderr.write(`${ran.stdout ?? ""}${ran.stderr ?? ""}`);
    fail(`${what} failed${ran.error ? `: ${ran.error.message}` : ""}`);
  }
};

const locked = hashOf([join(ROOT, "package-lock.json")]);
if (noted(INSTALLED) !== locked) {
  run("installing the explorer's packages (npm ci; it needs the npm registry once)", "npm", ["ci"]);
  writeFileSync(INSTALLED, locked);
}

const read = ["build.mjs", "package-lock.json", "tsconfig.json", "vite.config.mjs"].map((name) => join(ROOT, name));
const inputs = hashOf([...read, ...filesBelow(join(ROOT, "src", "main", "web"))]);
if (noted(BUILT) !== inputs || !existsSync(LIST)) {
  rmSync(BUILT, { force: true });
  run("checking the types", process.execPath, [join(MODULES, "typescript", "bin", "tsc"), "--noEmit"]);
  run("bundling", process.execPath, [join(MODULES, "vite", "bin", "vite.js"), "build", "--outDir", SITE, "--emptyOutDir"]);
  const names = filesBelow(SITE).map((file) => relative(SITE, file).split(sep).join("/"));
  writeFileSync(LIST, `${names.join("\n")}\n`);
  writeFileSync(BUILT, inputs);
}
