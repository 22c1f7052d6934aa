"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const tools = document.querySelector(".tools");
  const count = document.querySelector(".count");
  const findings = [...document.querySelectorAll(".finding")].map((node, index) => ({
    node, index, text: node.textContent.toLowerCase(), sources: node.dataset.sources.split("\n"),
  }));
  const field = (name) => tools.elements.namedItem(name);
  const pressed = () => [...tools.querySelectorAll("[data-verdict][aria-pressed=true]")].map((b) => b.dataset.verdict);

  const matches = (finding, verdicts, words) =>
    (!verdicts.length || verdicts.includes(finding.node.dataset.verdict)) &&
    ["severity", "status", "measure"].every((n) => !field(n) || !field(n).value || field(n).value === finding.node.dataset[n]) &&
    (!field("source").value || finding.sources.includes(field("source").value)) &&
    words.every((word) => finding.text.includes(word));

  const filter = () => {
    const verdicts = pressed();
    const words = field("text").value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const finding of findings) {
      finding.node.hidden = !matches(finding, verdicts, words);
      if (!finding.node.hidden) shown += 1;
    }
    for (const section of document.querySelectorAll("section.group")) {
      section.hidden = !section.querySelector(".finding:not([hidden])");
    }
    count.textContent = shown === findings.length ? `${shown} findings` : `${shown} of ${findings.length} findings`;
  };

  const orders = {
    worst: (a, b) => a.index - b.index,
    sure: (a, b) => b.node.dataset.confidence - a.node.dataset.confidence || a.index - b.index,
    measure: (a, b) => a.node.dataset.measure.localeCompare(b.node.dataset.measure) || a.index - b.index,
    sources: (a, b) => b.sources.length - a.sources.length || a.index - b.index,
  };
  const sort = () => {
    for (const finding of [...findings].sort(orders[field("order").value])) finding.node.parentNode.append(finding.node);
  };

  const open = (all) => { for (const { node } of findings) node.querySelector("details").open = all; };
  const reveal = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const node = id && (document.getElementById(id) || document.getElementById(`f-${id}`));
    if (!node || !node.classList.contains("finding")) return;
    node.hidden = false;
    node.closest("section").hidden = false;
    node.querySelector("details").open = true;
    node.scrollIntoView();
  };

  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.addEventListener("input", filter);
  field("order").addEventListener("change", sort);
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.verdict) button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") !== "true");
    if (button.dataset.action === "expand") open(true);
    if (button.dataset.action === "collapse") open(false);
    if (button.dataset.action === "reset") {
      tools.reset();
      for (const one of tools.querySelectorAll("[aria-pressed]")) one.setAttribute("aria-pressed", "false");
      sort();
    }
    filter();
  });
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = findings.map(({ node }) => node.querySelector("details")).filter((details) => !details.open);
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of closed) details.open = false; });
  addEventListener("hashchange", reveal);
  filter();
  reveal();
})();
