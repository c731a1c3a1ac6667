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
function doZoom(size) { document.getElementById("zoom").style.fontSize = size + "px"; }
