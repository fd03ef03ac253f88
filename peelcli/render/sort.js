for (const table of document.querySelectorAll("table.sortable")) {
  table.querySelectorAll("thead th").forEach((head, column) => {
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    button.onclick = () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      const value = row => {
        const cell = row.cells[column], names = [...cell.classList];
        const rank = grades.findIndex(grade => names.includes(grade));
        return rank >= 0 ? `${rank}` : names.includes("absent") ? "" : cell.textContent.trim();
      };
      const order = (one, other) => (value(one) === "") - (value(other) === "")
        || (up ? 1 : -1) * value(one).localeCompare(value(other), "en", {numeric: true});
      for (const other of table.querySelectorAll("th[aria-sort]"))
        other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      table.tBodies[0].append(...[...table.tBodies[0].rows].sort(order));
    };
  });
}
