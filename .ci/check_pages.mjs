// Checks the listed pages and pictures of a folder in Chromium; see check_pages.

import {readFileSync} from "node:fs";
import {resolve} from "node:path";
import {chromium} from "playwright-core";

const folder = resolve(process.argv[2]);
const names = readFileSync(process.argv[3], "utf8").trim().split("\n");
const axe = readFileSync("node_modules/axe-core/axe.min.js", "utf8");
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({executablePath, args});
const faults = [];
let looks = 0;

// Two at a time, one for each core.
await Promise.all([0, 1].map(async lane => {
  for (const name of names.filter((_, index) => index % 2 === lane)) await look(name);
}));
await browser.close();
console.log(`${looks} looks at pages, ${faults.length} faults`);
for (const fault of faults) console.log(fault);
process.exit(faults.length ? 1 : 0);

async function look(name) {
  const page = await browser.newPage();
  page.on("pageerror", error => faults.push(`${name}: ${error}`));
  page.on("request", request => {
    if (!request.url().startsWith("file:")) faults.push(`${name}: asks for ${request.url()}`);
  });
  await page.goto(`file://${folder}/${name}`);
  const isPage = name.endsWith(".html");
  if (isPage) await page.evaluate(axe);
  for (const width of [390, 1280]) {
    for (const colorScheme of ["light", "dark"]) {
      await page.setViewportSize({width, height: 900});
      await page.emulateMedia({colorScheme});
      const where = `${name}, ${width} pixels, ${colorScheme}`;
      looks += 1;
      for (const text of await page.evaluate(outside)) faults.push(`${where}: ${text} is cut`);
      if (isPage) faults.push(...(await violations(page)).map(one => `${where}: ${one}`));
    }
  }
  if (isPage) {
    // 1280 pixels at 400 percent.
    await page.setViewportSize({width: 320, height: 900});
    if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth))
      faults.push(`${name}: wider than 320 pixels`);
    faults.push(...(await page.evaluate(unsorted)).map(one => `${name}: ${one}`));
  }
  await page.close();
}

async function violations(page) {
  const found = await page.evaluate(() => window.axe.run(document, {resultTypes: ["violations"]}));
  return found.violations.map(one => `${one.id}: ${one.nodes[0].html.slice(0, 200)}`);
}

// The words of a picture that reach over its edge.
function outside() {
  const found = [];
  for (const svg of document.querySelectorAll("svg")) {
    const edge = svg.getBoundingClientRect();
    for (const text of svg.querySelectorAll("text")) {
      const box = text.getBoundingClientRect();
      if (box.left < edge.left - 1 || box.right > edge.right + 1 || box.bottom > edge.bottom + 1)
        found.push(text.textContent);
    }
  }
  return found;
}

// The columns that do not sort, both ways, with every row kept.
function unsorted() {
  const found = [];
  for (const table of document.querySelectorAll("table.sortable")) {
    const rows = table.tBodies[0].rows.length;
    table.querySelectorAll("thead button").forEach((button, column) => {
      for (const order of ["ascending", "descending"]) {
        button.click();
        const head = button.closest("th");
        if (head.getAttribute("aria-sort") !== order) found.push(`${head.textContent}: ${order}`);
        if (table.querySelectorAll("[aria-sort]").length !== 1) found.push("two sorted columns");
        if (table.tBodies[0].rows.length !== rows) found.push("a row is lost");
      }
    });
    if (!table.querySelector("thead button")) found.push("no buttons");
  }
  return found;
}
