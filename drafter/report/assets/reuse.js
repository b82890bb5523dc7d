(function () {
  "use strict";
  var filter = document.getElementById("filter");
  var shown = document.getElementById("shown");
  var only = document.getElementById("unchanged");
  var buttons = Array.prototype.slice.call(filter.querySelectorAll("button[data-kind]"));
  var pairs = Array.prototype.slice.call(document.querySelectorAll(".pair"));
  if (!buttons.length) { return; }
  function isOn(button) { return button.getAttribute("aria-pressed") === "true"; }
  function update() {
    var on = buttons.filter(isOn).map(function (button) { return button.getAttribute("data-kind"); });
    pairs.forEach(function (pair) {
      var wanted = on.indexOf(pair.getAttribute("data-kind")) >= 0;
      pair.hidden = !wanted || (only && isOn(only) && !pair.hasAttribute("data-unchanged"));
    });
    document.querySelectorAll(".group").forEach(function (group) {
      group.hidden = !group.querySelector(".pair:not([hidden])");
    });
    shown.textContent = "现有 " + pairs.filter(function (pair) { return !pair.hidden; }).length + " 段";
  }
  buttons.concat(only || []).forEach(function (button) {
    button.addEventListener("click", function () {
      button.setAttribute("aria-pressed", String(!isOn(button)));
      update();
    });
  });
  filter.hidden = false;
  update();
})();
