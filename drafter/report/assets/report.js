(function () {
  "use strict";
  var filter = document.getElementById("filter");
  var shown = document.getElementById("shown");
  var buttons = Array.prototype.slice.call(filter.querySelectorAll("button"));
  function isOn(button) { return button.getAttribute("aria-pressed") === "true"; }
  function update() {
    var on = buttons.filter(isOn).map(function (button) { return button.getAttribute("data-severity"); });
    document.querySelectorAll(".card, .ref, li.error, li.warning, li.note").forEach(function (node) {
      node.hidden = !on.some(function (severity) { return node.classList.contains(severity); });
    });
    document.querySelectorAll("mark").forEach(function (mark) {
      var kept = on.filter(function (severity) { return mark.classList.contains("has-" + severity); });
      ["error", "warning", "note"].forEach(function (severity) { mark.classList.toggle(severity, severity === kept[0]); });
    });
    shown.textContent = "现有 " + document.querySelectorAll(".card:not([hidden])").length + " 条";
  }
  buttons.forEach(function (button) {
    button.addEventListener("click", function () {
      button.setAttribute("aria-pressed", String(!isOn(button)));
      update();
    });
  });
  filter.hidden = false;
  update();
})();
