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
if (names.includes("site/index.html")) await useSite();
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
  // Neither changes what the other shows: a colour needs no second width.
  for (const [width, colorScheme] of [[390, "light"], [1280, "dark"]]) {
    await page.setViewportSize({width, height: 900});
    await page.emulateMedia({colorScheme});
    const where = `${name}, ${width} pixels, ${colorScheme}`;
    looks += 1;
    for (const text of await page.evaluate(outside)) faults.push(`${where}: ${text} is cut`);
    if (isPage) faults.push(...(await violations(page)).map(one => `${where}: ${one}`));
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


// A site as people use it.
async function useSite() {
  const expect = (is, what) => { looks += 1; if (!is) faults.push(`site: ${what}`); };
  const at = path => `file://${folder}/site/${path}`;
  const page = await browser.newPage({viewport: {width: 390, height: 844}});
  await page.goto(at("index.html"));
  const shown = () => page.evaluate(() => [...document.querySelectorAll("ul.find li")]
    .filter(line => !line.hidden).map(line => line.querySelector("a").getAttribute("href")));
  for (const [typed, force] of Object.entries({
    "Kent Police": "kent", GMP: "greater-manchester", tvp: "thames-valley", E23000032: "kent",
    "Devon & Cornwall": "devon-and-cornwall", "London, City of": "city-of-london",
    "Thames Valley Police": "thames-valley", leics: "leicestershire",
  })) {
    await page.fill("input[type=search]", typed);
    expect((await shown()).join() === `forces/${force}.html`, `${typed} finds ${await shown()}`);
  }
  await page.fill("input[type=search]", "Atlantis");
  expect((await shown()).length === 0, "Atlantis is found");
  expect((await page.textContent("[role=status]")).includes("no force of that name"),
    "nothing is said where there is no force");
  await page.selectOption("select", "leadership");
  expect(page.url().endsWith("#map=leadership"), `the map's address is ${page.url()}`);
  await page.goto("about:blank");
  await page.goto(at("index.html#map=leadership"));
  expect(await page.inputValue("select") === "leadership", "an address does not choose the map");
  const wide = await page.evaluate(() =>
    document.querySelector("details[open] svg").getBoundingClientRect().width);
  expect(wide > 350, `the map takes ${wide} of 390 pixels`);
  await page.goto(at("rounds/2023.html#sort=2-descending"));
  const order = await page.evaluate(() =>
    document.querySelectorAll("table.sortable thead th")[2].getAttribute("aria-sort"));
  expect(order === "descending", "an address does not choose the order");
  await page.goto(at("forces/derbyshire.html#2016--legitimacy--overall"));
  expect(await page.evaluate(() => document.getElementById("2016--legitimacy--overall")
    .closest("details").open), "what an address leads to stays folded");
  for (const force of ["derbyshire", "kent", "gwent", "west-midlands"]) {
    await page.goto(at(`forces/${force}.html`));
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    expect(height <= 3 * 844, `${force} takes ${height} pixels of a phone`);
    const pdf = (await page.pdf({format: "A4", margin: {top: "12mm", bottom: "12mm"}}))
      .toString("latin1");
    const sheets = pdf.match(/\/Type\s*\/Page\b/g).length;
    expect(sheets <= 2, `${force} prints on ${sheets} pages`);
  }
  // By keyboard: the first stop skips to the content, and a heading's button sorts.
  await page.goto(at("rounds/2023.html"));
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement.className === "skip"), "no skip link");
  await page.focus("table.sortable thead button");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => !!document.querySelector("[aria-sort]")), "Enter does not sort");
  await page.close();
  const plain = await browser.newContext({javaScriptEnabled: false});
  const still = await plain.newPage();
  await still.goto(at("index.html"));
  expect(await still.locator("ul.find a").count() === 43, "without a script forces are missing");
  expect(await still.locator("details.map[open] svg").isVisible(), "without a script no map");
  await still.locator("details.map summary").nth(3).click();
  expect(await still.locator("details.map[open]").count() === 2, "without a script maps stay shut");
  await plain.close();
}
