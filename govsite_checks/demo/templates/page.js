/* Pages of a list by number, as content systems have them. */
function createPageHTML(count, current, name, extension) {
  var box = document.querySelector(".pages");
  for (var i = 0; i < count; i++) {
    var link = document.createElement(i === current ? "span" : "a");
    link.textContent = i + 1;
    if (i !== current) { link.href = name + (i ? "_" + i : "") + "." + extension; }
    box.appendChild(link);
  }
}
/* Rows of a list that the server hands out as data. */
function fetchList(id, url) {
  fetch(url).then(function (answer) { return answer.json(); }).then(function (rows) {
    var list = document.createElement("ul");
    rows.forEach(function (row) {
      var item = document.createElement("li"), link = document.createElement("a"), day = document.createElement("span");
      link.href = row.url;
      link.textContent = link.title = row.title;
      day.textContent = row.date;
      item.append(link, " ", day);
      list.appendChild(item);
    });
    document.getElementById(id).replaceChildren(list);
  });
}
/* A picture of patience, drawn anew for ever. */
function spin(id) {
  var box = document.getElementById(id), angle = 0;
  (function turn() {
    box.style.transform = "rotate(" + (angle = (angle + 6) % 360) + "deg)";
    requestAnimationFrame(turn);
  })();
}
function doZoom(size) { document.getElementById("zoom").style.fontSize = size + "px"; }
