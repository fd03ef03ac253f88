// A box to type in, which hides the lines that lack what is typed.
function filter(list, lines, text) {
  const label = document.createElement("label"), input = document.createElement("input");
  input.type = "search";
  label.append(text, input);
  list.before(label);
  input.oninput = () => {
    const wanted = input.value.trim().toLowerCase();
    for (const line of lines) line.hidden = !line.textContent.toLowerCase().includes(wanted);
  };
}
for (const list of document.querySelectorAll("ul.find"))
  filter(list, list.children, "Find a force by name or region");
for (const table of document.querySelectorAll("table.sortable"))
  if (table.tBodies[0].rows.length > 12)
    filter(table.parentNode, table.tBodies[0].rows, "Only rows with");

// One map at a time, chosen from a list.
const maps = [...document.querySelectorAll("details.map")];
if (maps.length > 1) {
  const label = document.createElement("label"), choice = document.createElement("select");
  choice.append(...maps.map(map => new Option(map.querySelector("summary").textContent)));
  label.append("Question", choice);
  choice.selectedIndex = maps.findIndex(map => map.open);
  maps[0].before(label);
  choice.onchange = () => maps.forEach((map, index) => {
    map.hidden = index !== choice.selectedIndex;
    map.open = !map.hidden;
    map.querySelector("summary").hidden = true;
  });
  choice.onchange();
}
