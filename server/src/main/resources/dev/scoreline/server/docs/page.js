// Ties the page together: which model is chosen, what its request is, and what came back.

import * as service from "./service.js";
import { draw } from "./form.js";
import { Bars, ServerWatch } from "./latency.js";
import { showReference } from "./reference.js";
import { snippet } from "./snippets.js";
import { startTheme } from "./theme.js";

const WATCH_MILLIS = 3000;
const REPEATS = 50;

const byId = (id) => document.getElementById(id);
const bars = new Bars(byId("latency"), byId("latency-line"));
const watch = new ServerWatch();
let target = null;
let hasMetrics = true;
let language = "curl";

function credential() {
  return byId("credential").value.trim();
}

function rows(body, lines) {
  body.replaceChildren(
    ...lines.map((cells) => {
      const row = document.createElement("tr");
      row.append(
        ...cells.map((text) => {
          const cell = document.createElement("td");
          cell.textContent = text;
          return cell;
        }),
      );
      return row;
    }),
  );
}

/** The lengths of an array, with a word for those that vary. */
function shape(lengths, varying = "any") {
  return `[${lengths.map((length) => (length < 0 ? varying : length)).join(", ")}]`;
}

/** The lines that tell what a method answers: one for each output that it names, else one. */
function answers(method) {
  return method.outputs?.length
    ? method.outputs.map((output) => [`${method.name}: ${output.name}`, output.type, shape(output.shape)])
    : [[method.name, method.type, shape(method.shape, "rows")]];
}

function card(each) {
  const button = document.createElement("button");
  button.type = "button";
  const name = document.createElement("strong");
  const kind = document.createElement("small");
  const digest = document.createElement("small");
  const { model } = each;
  name.textContent = model ? `${model.name} · version ${model.version}` : "entry code";
  kind.textContent = model ? [model.format, model.libraryVersion, model.estimator].filter(Boolean).join(" ") : "POST /score";
  digest.textContent = model ? `sha256 ${model.sha256.slice(0, 12)}` : "";
  button.title = model ? `sha256 ${model.sha256}` : "";
  button.append(name, kind, digest);
  button.addEventListener("click", () => choose(each));
  const item = document.createElement("li");
  item.append(button);
  each.button = button;
  return item;
}

function choose(chosen) {
  target?.button.removeAttribute("aria-current");
  target = chosen;
  target.button.setAttribute("aria-current", "true");
  showSignature(target.model);
  byId("path").textContent = `POST ${target.path}`;
  setBody(structuredClone(target.sample));
}

function showSignature(model) {
  byId("facts").textContent = model
    ? `${model.sizeBytes.toLocaleString("en")} bytes, sha256 ${model.sha256}`
    : "Entry code says itself what it takes; the sample below is drawn from its types.";
  const inputs = model?.features?.length ? model.features : model?.inputs ?? [];
  rows(
    byId("features").tBodies[0],
    inputs.map((each) => [each.name, each.shape ? `${each.type} ${shape(each.shape)}` : each.type, each.required === false ? "no" : "yes"]),
  );
  rows(byId("methods").tBodies[0], (model?.methods ?? []).flatMap(answers));
  byId("features").hidden = byId("methods").hidden = !model;
  byId("method-choice").hidden = !model || model.methods.length < 2;
  const usual = new Option("the default", "");
  byId("method").replaceChildren(usual, ...(model?.methods ?? []).map((method) => new Option(method.name)));
}

/** Short values stay on a line, so that a row of numbers reads as a row. */
function pretty(body) {
  return JSON.stringify(body, null, 2).replace(/\[\s+([^[\]{}]*?)\s+\]/g, (all, inner) => `[${inner.replace(/\s*\n\s*/g, " ")}]`);
}

function setBody(body) {
  byId("body").value = pretty(body);
  bodyChanged();
}

function bodyChanged() {
  const body = parsedBody();
  if (body !== undefined) {
    const names = target.model?.features?.map((feature) => feature.name) ?? [];
    draw(byId("row"), body, names, (changed) => {
      byId("body").value = pretty(changed);
      showSnippet();
    });
    const method = body?.method;
    byId("method").value = typeof method === "string" ? method : "";
  }
  showSnippet();
}

function parsedBody() {
  try {
    const body = JSON.parse(byId("body").value);
    byId("body").removeAttribute("aria-invalid");
    byId("body-trouble").textContent = "";
    return body;
  } catch (e) {
    byId("body").setAttribute("aria-invalid", "true");
    byId("body-trouble").textContent = `Not JSON yet: ${e.message}`;
    return undefined;
  }
}

function methodChosen() {
  const body = parsedBody();
  if (body && typeof body === "object" && !Array.isArray(body)) {
    const { method, ...rest } = body;
    const chosen = byId("method").value;
    setBody(chosen ? { ...rest, method: chosen } : rest);
  }
}

function compactBody() {
  const body = parsedBody();
  return body === undefined ? byId("body").value : JSON.stringify(body);
}

function showSnippet() {
  byId("snippet").textContent = snippet(language, service.address(target.path), compactBody(), credential() !== "");
}

async function scoreOnce() {
  const answer = await service.score(target.path, byId("body").value, credential());
  bars.add(answer);
  return answer;
}

function showAnswer(answer) {
  byId("answer").dataset.outcome = answer.ok ? "good" : "bad";
  const status = answer.status ? `${answer.status}` : "no answer";
  byId("answer-line").textContent = `${status} in ${answer.millis.toFixed(1)} ms${answer.id ? `, request ${answer.id}` : ""}`;
  byId("answer-body").hidden = false;
  byId("answer-body").textContent = answer.text;
}

async function scoring(times) {
  byId("score").disabled = byId("repeat").disabled = true;
  try {
    for (let i = 0; i < times; i++) {
      showAnswer(await scoreOnce());
    }
  } finally {
    byId("score").disabled = byId("repeat").disabled = false;
  }
}

function chooseLanguage(tab) {
  for (const each of document.querySelectorAll("[role=tab]")) {
    const isChosen = each === tab;
    each.setAttribute("aria-selected", String(isChosen));
    each.tabIndex = isChosen ? 0 : -1;
  }
  language = tab.id.replace("tab-", "");
  byId("snippet").setAttribute("aria-labelledby", tab.id);
  showSnippet();
}

async function copySnippet() {
  await navigator.clipboard.writeText(byId("snippet").textContent);
  byId("copy").textContent = "Copied";
  setTimeout(() => (byId("copy").textContent = "Copy"), 1500);
}

function showTrouble(message) {
  byId("trouble").hidden = !message;
  byId("trouble").textContent = message;
}

async function load() {
  hasMetrics = true;
  try {
    const described = await service.describe(credential());
    byId("service").textContent = [described.name, described.version].join(" ");
    document.title = described.name;
    byId("models").replaceChildren(...described.targets.map(card));
    showTrouble(described.targets.length ? "" : "No model is loaded.");
    if (described.targets.length) {
      choose(described.targets[0]);
    }
  } catch (e) {
    showTrouble(e.message);
  }
}

async function look() {
  const ready = await service.isReady();
  byId("readiness").dataset.ready = ready ? "yes" : "no";
  byId("readiness").textContent = ready === null ? "does not answer" : ready ? "ready" : "not ready";
  if (ready && hasMetrics && !document.hidden) {
    await lookAtMetrics();
  }
  setTimeout(look, WATCH_MILLIS);
}

/** Where the metrics are not open here, they are asked for once. */
async function lookAtMetrics() {
  const metrics = await service.metrics(credential());
  hasMetrics = metrics !== null;
  byId("server-line").textContent = metrics ? watch.tell(metrics, WATCH_MILLIS / 1000) : "";
}

function listen() {
  byId("request").addEventListener("submit", (event) => {
    event.preventDefault();
    scoring(1);
  });
  byId("body").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      byId("request").requestSubmit();
    }
  });
  byId("body").addEventListener("input", bodyChanged);
  byId("method").addEventListener("change", methodChosen);
  byId("repeat").addEventListener("click", () => scoring(REPEATS));
  byId("copy").addEventListener("click", copySnippet);
  byId("credential").addEventListener("change", load);
  byId("access").addEventListener("submit", (event) => event.preventDefault());
  byId("reference").addEventListener("toggle", () => showReference(byId("swagger"), credential()), { once: true });
  const tabs = [...document.querySelectorAll("[role=tab]")];
  tabs.forEach((tab, i) => {
    tab.addEventListener("click", () => chooseLanguage(tab));
    tab.addEventListener("keydown", (event) => {
      if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
        const next = tabs[(i + 1) % tabs.length];
        next.focus();
        chooseLanguage(next);
      }
    });
  });
}

startTheme(byId("theme"));
listen();
await load();
look();
