// Text as the command line takes it: without case, signs, and the words that all forces have.
const common = new Set(["police", "constabulary", "service", "force", "the"]);
function folded(text) {
  const words = text.toLowerCase().replaceAll("&", " and ").split(/[^\p{L}\p{N}]+/u);
  const own = words.filter(word => word && !common.has(word));
  return (own.length ? own : words.filter(Boolean)).join(" ");
}

// A box to type in, which hides the lines whose names lack what is typed.
function filter(list, lines, text, none) {
  const label = document.createElement("label"), input = document.createElement("input");
  const said = document.createElement("p");
  input.type = "search";
  said.setAttribute("role", "status");
  label.append(text, input);
  list.before(label, said);
  const names = [...lines].map(line => (line.dataset.names ?? line.textContent).split(", ")
    .map(folded));
  input.oninput = () => {
    const wanted = folded(input.value);
    let shown = 0;
    [...lines].forEach((line, index) => {
      line.hidden = !names[index].some(name => ` ${name}`.includes(` ${wanted}`));
      shown += !line.hidden;
    });
    said.textContent = shown ? "" : none;
  };
}
for (const list of document.querySelectorAll("ul.find"))
  filter(list, list.children, "Find a force by any of its names, its code or region",
    "There is no force of that name here.");
for (const table of document.querySelectorAll("table.sortable"))
  if (table.tBodies[0].rows.length > 20)
    filter(table.parentNode, table.tBodies[0].rows, "Only rows with", "No row has that.");

// What is chosen stands in the address, so that it can be sent: #map=leadership&sort=2-descending.
const chosen = () => new URLSearchParams(location.hash.slice(1));
function choose(name, value) {
  const all = chosen();
  for (const key of [...all.keys()]) if (key !== "map" && key !== "sort") all.delete(key);
  all.set(name, value);
  history.replaceState(null, "", `#${all}`);
}

// One map at a time, chosen from a list.
const maps = [...document.querySelectorAll("details.map")];
if (maps.length > 1) {
  const label = document.createElement("label"), choice = document.createElement("select");
  choice.append(...maps.map(map => new Option(map.querySelector("summary").textContent,
    map.dataset.name)));
  label.append("Question", choice);
  const show = () => maps.forEach((map, index) => {
    map.hidden = index !== choice.selectedIndex;
    map.open = !map.hidden;
    map.querySelector("summary").hidden = true;
  });
  choice.value = chosen().get("map") ?? maps.find(map => map.open).dataset.name;
  if (choice.selectedIndex < 0) choice.selectedIndex = 0;
  maps[0].before(label);
  choice.onchange = () => { show(); choose("map", choice.value); };
  show();
  if (chosen().has("map")) label.scrollIntoView();
}

// The order of a page's first long table.
const sorted = document.querySelector("table.sortable");
const heads = sorted ? [...sorted.querySelectorAll("thead th")] : [];
const [column, order] = (chosen().get("sort") ?? "").split("-");
if (order && heads[column]?.querySelector("button")) {
  const button = heads[column].querySelector("button");
  button.click();
  if (heads[column].getAttribute("aria-sort") !== order) button.click();
}
heads.forEach((head, index) => head.querySelector("button")?.addEventListener("click", () =>
  choose("sort", `${index}-${head.getAttribute("aria-sort")}`)));

// What an address leads to is unfolded.
function unfold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let fold = target?.closest("details"); fold; fold = fold.parentElement.closest("details"))
    fold.open = true;
  target?.scrollIntoView();
}
addEventListener("hashchange", unfold);
unfold();
