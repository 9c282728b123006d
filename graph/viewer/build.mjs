// Makes viewer.js, the bundle that is committed, from src/, and LICENSES.txt of what it holds: here, or in a folder named.

import { build } from "esbuild";
import { readFile, readdir, writeFile } from "node:fs/promises";

const folder = process.argv[2] ?? ".";
const { metafile } = await build({
  entryPoints: ["src/main.js"],
  outfile: `${folder}/viewer.js`,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  legalComments: "none",
  charset: "ascii",
  metafile: true,
  define: { "process.env.NODE_ENV": '"production"' },
  banner: { js: "/* Aliansi viewer (Apache-2.0); holds packages under the MIT licence, see LICENSES.txt */" },
});

const bundle = await readFile(`${folder}/viewer.js`, "utf8");
if (/<\/script|<!--/i.test(bundle)) throw new Error("viewer.js would end the script element that it stands in");

const inputs = Object.keys(Object.values(metafile.outputs)[0].inputs);
const packages = new Set(inputs.map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean));
let text = "viewer.js holds code of these packages.\n";
for (const name of [...packages].sort()) {
  const { version, license } = JSON.parse(await readFile(`node_modules/${name}/package.json`, "utf8"));
  if (license !== "MIT") throw new Error(`${name} has the licence ${license}`);
  const file = (await readdir(`node_modules/${name}`)).find((entry) => /^licen[cs]e/i.test(entry));
  text += `\n\n==== ${name} ${version} (${license}) ====\n\n${(await readFile(`node_modules/${name}/${file}`, "utf8")).trim()}\n`;
}
await writeFile(`${folder}/LICENSES.txt`, text);
console.log(`viewer.js: ${(bundle.length / 1024).toFixed(0)} KiB, with ${[...packages].sort().join(", ")}`);
