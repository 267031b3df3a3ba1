// Two pictures of time: a bar for each request of this page, and the server's own percentiles where its metrics are open.

const BARS = 60;
const HEIGHT = 100;
const SVG = "http://www.w3.org/2000/svg";

function rect(className, x, width, height) {
  const bar = document.createElementNS(SVG, "rect");
  bar.setAttribute("class", className);
  bar.setAttribute("x", x);
  bar.setAttribute("y", HEIGHT - height);
  bar.setAttribute("width", width);
  bar.setAttribute("height", height);
  return bar;
}

function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** The bars of the last requests. */
export class Bars {
  #svg;
  #line;
  #answers = [];

  constructor(svg, line) {
    this.#svg = svg;
    this.#line = line;
    svg.setAttribute("viewBox", `0 0 ${BARS} ${HEIGHT}`);
  }

  add(answer) {
    this.#answers = [...this.#answers, answer].slice(-BARS);
    const top = Math.max(...this.#answers.map((each) => each.millis));
    this.#svg.replaceChildren(...this.#answers.flatMap((each, i) => this.#bar(each, i, top)));
    this.#line.textContent = this.#summary();
  }

  #bar(answer, i, top) {
    const whole = rect(answer.ok ? "whole" : "failed", i + 0.1, 0.8, (HEIGHT * answer.millis) / top);
    return [whole, rect("model", i + 0.1, 0.8, (HEIGHT * Math.min(answer.modelMillis, answer.millis)) / top)];
  }

  #summary() {
    const sorted = this.#answers.map((each) => each.millis).sort((a, b) => a - b);
    const models = this.#answers.map((each) => each.modelMillis).sort((a, b) => a - b);
    const half = percentile(sorted, 0.5).toFixed(1);
    const most = sorted[sorted.length - 1].toFixed(1);
    return `Last ${sorted.length}: half within ${half} ms, slowest ${most} ms; the model itself ${percentile(models, 0.5).toFixed(3)} ms.`;
  }
}

const BUCKET = /^scoreline_request_duration_seconds_bucket\{(.*)\} (\S+)/;

/** How many requests the server has answered within each bound, over all models. */
function buckets(text) {
  const sums = new Map();
  for (const line of text.split("\n")) {
    const match = BUCKET.exec(line);
    const bound = match && /(?:^|,)le="([^"]+)"/.exec(match[1]);
    if (bound) {
      const seconds = bound[1] === "+Inf" ? Infinity : Number(bound[1]);
      sums.set(seconds, (sums.get(seconds) ?? 0) + Number(match[2]));
    }
  }
  return [...sums].sort((a, b) => a[0] - b[0]);
}

function bound(counts, share) {
  const total = counts[counts.length - 1][1];
  const [seconds] = counts.find(([, count]) => count >= total * share);
  return seconds === Infinity ? "over the last bucket" : `≤ ${seconds * 1000} ms`;
}

/** The server's requests since the last look, in words; empty where there were none or nothing is known. */
export class ServerWatch {
  #before = [];

  tell(text, seconds) {
    const now = buckets(text);
    const before = new Map(this.#before);
    const counts = now.map(([le, count]) => [le, count - (before.get(le) ?? 0)]);
    const isFirst = this.#before.length === 0;
    this.#before = now;
    const total = counts.length ? counts[counts.length - 1][1] : 0;
    if (isFirst || total <= 0) {
      return "";
    }
    return `All clients now: ${(total / seconds).toFixed(1)} requests a second, half ${bound(counts, 0.5)}, 99 of 100 ${bound(counts, 0.99)}.`;
  }
}
