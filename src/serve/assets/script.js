// Makes pages quicker for the hands. Every page works without it.
"use strict";

// Where the screen has room for the facets, they are open also in browsers that cannot be told so by the style.
const narrow = document.querySelector("details.narrow");
const wide = window.matchMedia("(min-width: 62rem)");
const openWhereWide = () => {
  if (narrow && wide.matches) narrow.open = true;
};
wide.addEventListener("change", openWhereWide);
openWhereWide();

const isTyping = (element) =>
  element.matches("input, textarea, select") || element.isContentEditable;

// `/` goes to the box, `j` and `k` to the next and the previous hit.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "/") {
    const box = document.getElementById("q");
    box.focus();
    box.select();
    event.preventDefault();
    return;
  }
  const step = { j: 1, k: -1 }[event.key];
  if (!step) return;
  const links = [...document.querySelectorAll(".hits h2 a")];
  const at = links.indexOf(document.activeElement);
  const next = links[at < 0 && step < 0 ? links.length - 1 : at + step];
  if (next) next.focus();
});
