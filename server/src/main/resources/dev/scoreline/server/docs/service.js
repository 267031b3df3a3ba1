// What the page asks the server. The page lies under docs/, the service one step above: so it works behind a path prefix too.

const ROOT = new URL("../", document.baseURI);

/** The service's address of a path such as "/score". */
export function address(path) {
  return new URL(path.replace(/^\//, ""), ROOT).href;
}

function headers(credential) {
  return credential ? { Authorization: `Bearer ${credential}` } : {};
}

async function json(path, credential) {
  const response = await fetch(address(path), { headers: headers(credential) });
  if (response.status === 401 || response.status === 403) {
    throw new Error("This service wants a key or a token: write it into the field above.");
  }
  if (!response.ok) {
    throw new Error(`GET ${path} was answered with ${response.status}`);
  }
  return response.json();
}

/** The service's name, and what can be scored: models and, where there is one, entry code. */
export async function describe(credential) {
  const [list, api] = await Promise.all([
    json("/models", credential),
    json("/swagger.json?version=3.1", credential).catch(() => json("/swagger.json", credential)),
  ]);
  return { name: api.info?.title ?? "Scoreline", version: api.info?.version ?? "", targets: targets(list.models, api) };
}

function targets(models, api) {
  const described = Object.keys(api.paths ?? {}).filter((path) => path.endsWith("/score"));
  const found = models.map((model) => {
    const own = described.find((path) => path.endsWith(decodeURI(model.path)) || path.endsWith(model.path));
    const alone = models.length === 1 && !own;
    return { model, path: alone ? "/score" : model.path, sample: sample(api, own ?? shortest(described)) };
  });
  const isTaken = found.some((target) => target.path === "/score") || (models.length > 1 && described.length === models.length);
  const rest = described.find((path) => path.endsWith("/score") && !path.includes("/models/"));
  return rest && !isTaken ? [{ model: null, path: "/score", sample: sample(api, rest) }, ...found] : found;
}

function shortest(paths) {
  return [...paths].sort((a, b) => a.length - b.length)[0];
}

function sample(api, path) {
  const post = api.paths?.[path]?.post;
  const schema = post?.requestBody?.content?.["application/json"]?.schema ?? post?.parameters?.find((p) => p.in === "body")?.schema;
  const name = schema?.$ref?.split("/").pop();
  return (api.components?.schemas ?? api.definitions ?? {})[name]?.example ?? {};
}

/** Scores a body. Never throws: what failed is told as an answer without a status. */
export async function score(path, body, credential) {
  const start = performance.now();
  try {
    const response = await fetch(address(path), {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers(credential) },
      body,
    });
    const text = await response.text();
    const modelMillis = Number(response.headers.get("x-ms-run-fn-exec-ms") ?? 0);
    const id = response.headers.get("x-request-id") ?? "";
    return { ok: response.ok, status: response.status, text, id, modelMillis, millis: performance.now() - start };
  } catch (e) {
    return { ok: false, status: 0, text: String(e.message ?? e), id: "", modelMillis: 0, millis: performance.now() - start };
  }
}

/** Whether the service takes requests: true, false, or null when it does not answer at all. */
export async function isReady() {
  try {
    return (await fetch(address("/readyz"), { cache: "no-store" })).ok;
  } catch {
    return null;
  }
}

/** The metrics as text, or null where they are not to be had here. */
export async function metrics(credential) {
  try {
    const response = await fetch(address("/metrics"), { headers: headers(credential), cache: "no-store" });
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}
